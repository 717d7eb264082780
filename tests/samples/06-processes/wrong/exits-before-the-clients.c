/*
 * misconception: ends at SIGTERM without waiting for its children
 * fails: term_exits
 * shows: The status is 0, and the clients are still inside.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
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

static int server, signals;
static long max = 100, now;

static int trouble(const char *what)
{
	fprintf(stderr, "forkserver: %s: %s\n", what, strerror(errno));
	return 1;
}

static void read_signals(void)
{
	struct signalfd_siginfo info;

	while (read(signals, &info, sizeof info) > 0)
		if (info.ssi_signo == SIGTERM)
			exit(0);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		now--;
}

static void echo_service(int fd)
{
	char buf[4096];
	ssize_t r, w, k;

	while ((r = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (r < 0 && errno != EINTR)
			_exit(1);
		for (k = 0; k < r; k += w) {
			w = send(fd, buf + k, r - k, MSG_NOSIGNAL);
			if (w < 0 && errno != EINTR)
				_exit(1);
			if (w < 0)
				w = 0;
		}
	}
	_exit(0);
}

static void read_listener(void)
{
	struct sockaddr_in sa;
	socklen_t salen = sizeof sa;
	int fd = accept(server, (struct sockaddr *)&sa, &salen);
	pid_t pid;

	if (fd < 0) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(sa.sin_addr));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(server);
		close(signals);
		echo_service(fd);
	}
	if (pid < 0)
		trouble("fork");
	else
		now++;
	close(fd);
}

static long parse(const char *s, long limit)
{
	long n = 0;

	if (!*s)
		return 0;
	while (*s >= '0' && *s <= '9')
		if ((n = n * 10 + *s++ - '0') > limit)
			return 0;
	return *s ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	sigset_t set;
	long port = 0;
	int c, on = 1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && max > 0)
		max = parse(optarg, 1000000);
	if (c == -1 && argc - optind == 1)
		port = parse(argv[optind], 65535);
	if (port == 0 || max == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	if ((signals = signalfd(-1, &set, SFD_NONBLOCK)) < 0)
		return trouble("signalfd");
	server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (server < 0)
		return trouble("socket");
	sa.sin_port = htons(port);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(server, (struct sockaddr *)&sa, sizeof sa) < 0)
		return trouble("bind");
	if (listen(server, 128) < 0)
		return trouble("listen");
	for (;;) {
		struct pollfd p[2] = { { signals, POLLIN, 0 },
			{ server, POLLIN, 0 } };

		if (poll(p, now < max ? 2 : 1, -1) < 0)
			continue;
		read_signals();
		if (p[1].revents)
			read_listener();
	}
}
