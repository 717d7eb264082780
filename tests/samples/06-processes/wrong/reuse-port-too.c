/*
 * misconception: thinks that SO_REUSEPORT is a better SO_REUSEADDR
 * fails: port_in_use
 * shows: Two servers run on one port, and share the clients.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNALS, CLIENTS };

static int parse(const char *s, int top)
{
	char *end;
	long n;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtol(s, &end, 10);
	return *end || n > top ? 0 : (int)n;
}

static int listening(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_port = htons(port);
	if (s == -1)
		err(1, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(s, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 128) == -1)
		err(1, "listen");
	return s;
}

static void echo(int fd)
{
	char data[4096];

	for (;;) {
		ssize_t n = recv(fd, data, sizeof data, 0), m;

		if (n == 0)
			return;
		if (n < 0 && errno != EINTR)
			return;
		for (char *p = data; n > 0; n -= m, p += m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			m = m < 0 ? 0 : m;
		}
	}
}

static int start(int fd, struct pollfd *p)
{
	pid_t pid = fork();

	if (pid == -1)
		warn("cannot fork");
	if (pid != 0)
		return pid > 0;
	close(p[SIGNALS].fd);
	close(p[CLIENTS].fd);
	echo(fd);
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct pollfd p[2] = { { .events = POLLIN },
		{ .events = POLLIN } };
	struct signalfd_siginfo info;
	int limit = 100, port = 0, children = 0, s, c;
	sigset_t mask;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = parse(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = parse(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	s = listening(port);
	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	sigaddset(&mask, SIGTERM);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	p[SIGNALS].fd = signalfd(-1, &mask, SFD_NONBLOCK);
	while (s != -1 || children > 0) {
		struct sockaddr_in a;
		socklen_t size = sizeof a;

		p[CLIENTS].fd = children < limit ? s : -1;
		if (poll(p, 2, -1) == -1)
			continue;
		while (read(p[SIGNALS].fd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
			}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (s == -1 || p[CLIENTS].fd == -1 ||
			!p[CLIENTS].revents)
			continue;
		c = accept4(s, (struct sockaddr *)&a, &size, 0);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		children += start(c, p);
		close(c);
	}
	return 0;
}
