/*
 * misconception: takes ports for numbers that fit into a short
 * fails: high_ports
 * shows: Ports above 32767 are refused, although they are good.
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

static volatile sig_atomic_t bye;

static void say_bye(int sig)
{
	bye = sig;
}

static long number(const char *s, long top)
{
	char *end;
	long n;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtol(s, &end, 10);
	return *end || n > top ? 0 : n;
}

static void reply(int fd)
{
	char said[4096];
	ssize_t n, k, m;

	for (;;) {
		n = recv(fd, said, sizeof said, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (k = 0; k < n; k += m) {
			m = send(fd, said + k, n - k, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(0);
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	long limit = 100, count = 0;
	int s, fd, on = 1;
	short port = 0;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = number(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = (short)number(argv[argc - 1], 65535);
	if (port <= 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %d", port);
	signal(SIGTERM, say_bye);
	while (!bye) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		for (; waitpid(-1, NULL, WNOHANG) > 0; count--)
			;
		if (poll(&p, count < limit, 90) < 1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case -1:
			warn("fork");
			break;
		case 0:
			close(s);
			reply(fd);
			break;
		default:
			count++;
		}
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
