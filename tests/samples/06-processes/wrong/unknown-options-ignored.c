/*
 * misconception: goes on behind an option that it does not know
 * fails: unknown_options
 * shows: getopt complains of "-x", and the server listens.
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

static long positive(const char *s, long top)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s < '0' || *s > '9' || *end || n > top ? 0 : n;
}

static void usage(void)
{
	fputs("USAGE: forkserver [-c <clients>] <port>\n", stderr);
	exit(1);
}

static void child(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n < 0 && errno != EINTR)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				_exit(1);
			if (m < 0)
				m = 0;
		}
	}
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	long limit = 100, port, clients = 0;
	int c, fd, on = 1, pause = -1;
	sigset_t set;

	while ((c = getopt(argc, argv, "+c:")) != -1) {
		switch (c) {
		case 'c':
			limit = positive(optarg, 1000000);
			if (!limit)
				usage();
		}
	}
	if (argc - optind != 1)
		usage();
	port = positive(argv[optind], 65535);
	if (!port)
		usage();
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	struct pollfd p[2] = { { .events = POLLIN },
		{ .events = POLLIN } };
	p[0].fd = signalfd(-1, &set, SFD_NONBLOCK);
	int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %ld", port);
	while (s != -1 || clients > 0) {
		p[1].fd = clients < limit && pause < 0 ? s : -1;
		int n = poll(p, 2, pause);
		pause = -1;
		if (n == -1)
			continue;
		while (read(p[0].fd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
			}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (s == -1 || p[1].fd == -1 || !p[1].revents)
			continue;
		socklen_t size = sizeof a;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE)
				pause = 100;
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(s);
			close(p[0].fd);
			child(fd);
		}
		if (pid == -1)
			warn("fork");
		else
			clients++;
		close(fd);
	}
	return 0;
}
