/*
 * misconception: takes the newline for the end of a message
 * fails: echoes_a_word echoes_a_mebibyte interrupted_calls
 * shows: A word without a newline is not sent back before the end.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t finished;

static void finish(int sig)
{
	finished = sig;
}

/* The streams resume what a signal interrupts no more than read. */
static void child(int fd)
{
	FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	signal(SIGPIPE, SIG_IGN);
	if (in == NULL || out == NULL)
		err(1, "fdopen");
	for (;;) {
		n = getline(&line, &room, in);
		if (n == -1 && ferror(in) && errno == EINTR) {
			clearerr(in);
			continue;
		}
		if (n == -1)
			break;
		if (fwrite(line, 1, n, out) < (size_t)n || fflush(out))
			break;
	}
	_exit(0);
}

static int number(const char *s, int most)
{
	int n = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '9' || n > most)
			return 0;
		n = n * 10 + *s - '0';
	}
	return n <= most ? n : 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, fd, on = 1, limit = 100, port = 0, clients = 0;
	pid_t pid;

	if (argc == 2)
		port = number(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = number(argv[2], 1000000);
		port = number(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1)
		err(1, "port %d", port);
	signal(SIGTERM, finish);
	while (!finished) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (clients >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			close(s);
			child(fd);
		}
		if (pid == -1)
			warn("fork");
		else
			clients++;
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
