/*
 * misconception: thinks that explaining the usage is a success
 * fails: usage_without_arguments usage_with_two_ports bad_ports
 *   unknown_options bad_limits
 * shows: The usage line is right, and the exit status is 0.
 */
#include <arpa/inet.h>
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

static volatile sig_atomic_t finish;

static void finishing(int n)
{
	(void)n;
	finish = 1;
}

static void help(void)
{
	fprintf(stderr, "USAGE: forkserver [-c <clients>] <port>\n");
	exit(EXIT_SUCCESS);
}

static int whole(const char *s, int max)
{
	if (strlen(s) > 7 || !*s || s[strspn(s, "0123456789")])
		help();
	if (atoi(s) < 1 || atoi(s) > max)
		help();
	return atoi(s);
}

static int setup(int port)
{
	struct sockaddr_in me;
	int yes = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	memset(&me, 0, sizeof me);
	me.sin_family = AF_INET;
	me.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&me, sizeof me) == -1 ||
		listen(s, SOMAXCONN) == -1) {
		fprintf(stderr, "cannot listen: %s\n", strerror(errno));
		exit(1);
	}
	return s;
}

static void talk(int s)
{
	char line[999];
	ssize_t got, put, off;

	while ((got = recv(s, line, sizeof line, 0)) != 0) {
		if (got == -1 && errno != EINTR)
			return;
		for (off = 0; off < got; off += put) {
			put = send(
				s, line + off, got - off, MSG_NOSIGNAL);
			if (put == -1 && errno != EINTR)
				return;
			if (put == -1)
				put = 0;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in you;
	socklen_t size;
	int s, c, limit = 100, now = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = whole(argv[2], 1000000);
	else if (argc != 2)
		help();
	s = setup(whole(argv[argc - 1], 65535));
	signal(SIGTERM, finishing);
	for (; !finish; usleep(1000)) {
		struct pollfd p = { s, POLLIN, 0 };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			now--;
		if (poll(&p, now < limit, 100) < 1)
			continue;
		size = sizeof you;
		c = accept(s, (struct sockaddr *)&you, &size);
		if (c == -1) {
			if (errno != EINTR)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(s);
			talk(c);
			_exit(0);
		}
		if (pid == -1)
			perror("fork");
		else
			now++;
		close(c);
	}
	close(s);
	while (wait(NULL) != -1 || errno == EINTR)
		continue;
	return 0;
}
