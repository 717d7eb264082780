/*
 * misconception: takes an interrupted poll for a failure
 * fails: interrupted_calls
 * shows: It blocks the signals that it knows, and ends at another one.
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

static int listener = -1, sigs;
static unsigned busy, max = 100;

static void init(unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	sigset_t set;
	int yes = 1;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) == -1)
		err(1, "sigprocmask");
	if ((sigs = signalfd(-1, &set, SFD_NONBLOCK)) == -1)
		err(1, "signalfd");
	a.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener == -1)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == -1)
		err(1, "setsockopt");
	if (bind(listener, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(listener, 128) == -1)
		err(1, "listen");
}

static void child(int fd)
{
	char c[1000];
	ssize_t n, m, k;

	for (;;) {
		n = recv(fd, c, sizeof c, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (k = 0; k < n; k += m) {
			m = send(fd, c + k, n - k, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
}

static int take(void)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	pid_t pid;
	int fd = accept(listener, (struct sockaddr *)&a, &size);

	if (fd == -1)
		return errno == EAGAIN || errno == EINTR ||
			errno == ECONNABORTED;
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		close(listener);
		close(sigs);
		child(fd);
	}
	if (pid == -1)
		warn("fork");
	else
		busy++;
	close(fd);
	return 1;
}

static void listen_to_signals(void)
{
	struct signalfd_siginfo s;

	while (read(sigs, &s, sizeof s) == sizeof s)
		if (s.ssi_signo == SIGTERM && listener != -1) {
			close(listener);
			listener = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		busy--;
}

static unsigned parse(const char *s, unsigned high)
{
	unsigned n = 0;

	for (; *s >= '0' && *s <= '9' && n <= high; s++)
		n = n * 10 + *s - '0';
	return *s || n > high ? 0 : n;
}

int main(int argc, char *argv[])
{
	unsigned port = 0;
	int c, well = 1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && max)
		max = parse(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = parse(argv[optind], 65535);
	if (!port || !max) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	init(port);
	while (listener != -1 || busy > 0) {
		struct pollfd p[2] = { { sigs, POLLIN, 0 },
			{ well && busy < max ? listener : -1, POLLIN,
				0 } };

		if (poll(p, 2, well ? -1 : 100) == -1)
			err(1, "poll");
		well = 1;
		listen_to_signals();
		if (listener != -1 && p[1].revents)
			well = take();
	}
	return 0;
}
