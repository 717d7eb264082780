/*
 * misconception: turns clients away when the limit is reached
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 * shows: Whoever comes too much is accepted and closed instead of
 *   waiting.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEFAULT_MAX 100

static volatile sig_atomic_t got_term;

static void term_handler(int n)
{
	(void)n;
	got_term = 1;
}

static void child_process(int fd)
{
	char buf[BUFSIZ];
	ssize_t r, w, off;

	while ((r = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			_exit(1);
		off = 0;
		do {
			w = send(fd, buf + off, r - off, MSG_NOSIGNAL);
			if (w > 0)
				off += w;
			else if (errno != EINTR)
				_exit(1);
		} while (off < r);
	}
	_exit(0);
}

static int start_server(int port)
{
	struct sockaddr_in sin;
	int fd, val = 1;

	fd = socket(AF_INET, SOCK_STREAM, 0);
	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &val, sizeof val);
	if (bind(fd, (struct sockaddr *)&sin, sizeof sin) != 0 ||
		listen(fd, SOMAXCONN) != 0 ||
		fcntl(fd, F_SETFL, O_NONBLOCK) != 0) {
		perror("start_server");
		exit(1);
	}
	return fd;
}

static int number(const char *s, int max)
{
	int n = -1;
	char c = 0;

	if (s[0] < '0' || s[0] > '9')
		return -1;
	if (sscanf(s, "%7d%c", &n, &c) != 1 || n < 1 || n > max)
		return -1;
	return n;
}

int main(int argc, char **argv)
{
	int server, fd, port = -1, max = DEFAULT_MAX, cur = 0;
	struct sockaddr_in who;
	socklen_t size;
	pid_t pid;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		max = number(argv[2], 1000000);
		port = number(argv[3], 65535);
	}
	if (argc == 2)
		port = number(argv[1], 65535);
	if (port == -1 || max == -1) {
		fprintf(stderr,
			"USAGE: forkserver [-c <clients>] <port>\n");
		return 1;
	}
	server = start_server(port);
	signal(SIGTERM, term_handler);
	while (!got_term) {
		struct pollfd p = { server, POLLIN, 0 };
		int ready = poll(&p, 1, 100);

		while (waitpid(-1, NULL, WNOHANG) > 0)
			cur--;
		if (ready != 1)
			continue;
		size = sizeof who;
		fd = accept(server, (struct sockaddr *)&who, &size);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE)
				poll(NULL, 0, 100);
			continue;
		}
		if (cur >= max) {
			fprintf(stderr, "too many clients\n");
			close(fd);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(who.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			close(server);
			child_process(fd);
		}
		close(fd);
		if (pid == -1)
			perror("fork");
		else
			cur++;
	}
	close(server);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
