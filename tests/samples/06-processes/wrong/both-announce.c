/*
 * misconception: announces a client in the parent and in the child
 * fails: announced_once
 * shows: What stands behind fork and in front of the if is done twice.
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

static void announce(const struct sockaddr_in *client)
{
	printf("Client connected: %s\n", inet_ntoa(client->sin_addr));
	fflush(stdout);
}

static void echo(int sock)
{
	char data[4096], *p;
	ssize_t n, m;

	for (;;) {
		n = recv(sock, data, sizeof data, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(n != 0);
		for (p = data; n > 0; p += m, n -= m) {
			m = send(sock, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
}

static int to_number(const char *s, int most)
{
	int n = 0;

	for (; *s >= '0' && *s <= '9' && n <= most; s++)
		n = n * 10 + *s - '0';
	return *s || n > most ? 0 : n;
}

static int watch(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK);
}

static int open_port(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1, s;

	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (s == -1)
		err(1, "socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 128) == -1)
		err(1, "listen");
	return s;
}

int main(int argc, char *argv[])
{
	int sfd, s, c, n, limit = 100, port = 0, children = 0;
	struct signalfd_siginfo info;
	struct sockaddr_in a;
	socklen_t len;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit > 0)
		limit = to_number(optarg, 1000000);
	if (c == -1 && argc - optind == 1)
		port = to_number(argv[optind], 65535);
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	sfd = watch();
	s = open_port(port);
	while (s != -1 || children > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ children < limit ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		n = read(sfd, &info, sizeof info);
		if (n > 0 && info.ssi_signo == SIGTERM && s != -1) {
			close(s);
			s = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (s == -1 || !p[1].revents)
			continue;
		len = sizeof a;
		c = accept(s, (struct sockaddr *)&a, &len);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		pid_t pid = fork();
		announce(&a);
		if (pid == 0) {
			close(s);
			close(sfd);
			echo(c);
		}
		if (pid == -1)
			warn("fork");
		else
			children++;
		close(c);
	}
	return 0;
}
