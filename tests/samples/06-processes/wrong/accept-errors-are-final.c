/*
 * misconception: takes every failure of accept for the end of the
 *   server
 * fails: accept_aborted no_descriptor_free interrupted_calls
 * shows: A signal, a client that left the queue, or a lack of
 *   descriptors ends it.
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

static unsigned children;

static void reap(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		children--;
}

static int term_came(int sfd)
{
	struct signalfd_siginfo info;
	int came = 0;

	while (read(sfd, &info, sizeof info) == sizeof info)
		if (info.ssi_signo == SIGTERM)
			came = 1;
	return came;
}

static void echo(int fd)
{
	char buf[4096];
	ssize_t n, m, k;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			warn("recv");
		if (n <= 0)
			_exit(0);
		for (k = 0; k < n; k += m) {
			m = send(fd, buf + k, n - k, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1) {
				warn("send");
				_exit(1);
			}
		}
	}
}

static unsigned to_unsigned(const char *s, unsigned top)
{
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	if (*s < '0' || *s > '9' || *end != '\0' || n > top)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	unsigned limit = 100, port = 0;
	int fd, cfd, sfd, c, on = 1;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = to_unsigned(optarg, 1000000);
	if (c == -1 && optind + 1 == argc)
		port = to_unsigned(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	addr.sin_port = htons(port);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&addr, sizeof addr) == -1)
		err(1, "bind");
	if (listen(fd, 128) == -1)
		err(1, "listen");
	while (fd != -1 || children > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ children < limit ? fd : -1, POLLIN, 0 } };
		socklen_t len = sizeof addr;

		if (poll(p, 2, -1) == -1)
			continue;
		if (term_came(sfd) && fd != -1) {
			close(fd);
			fd = -1;
		}
		reap();
		if (fd == -1 || p[1].revents == 0)
			continue;
		cfd = accept(fd, (struct sockaddr *)&addr, &len);
		if (cfd == -1)
			err(1, "accept");
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(fd);
			close(sfd);
			echo(cfd);
		}
		if (pid == -1)
			warn("fork");
		else
			children++;
		close(cfd);
	}
	return 0;
}
