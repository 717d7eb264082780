/*
 * misconception: keeps the client's connection open in the parent
 * fails: end_is_seen end_among_others killed_child_is_seen
 *   nobody_keeps fork_fails fork_fails_closed lost_clients
 *   many_clients
 * shows: The child closes, but no client ever sees the end.
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

static unsigned limit = 100, clients;
static int listener, sigfd, holiday = -1;

static void do_echo(int fd)
{
	char buf[4096];
	ssize_t n, m, i;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, buf + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno == EINTR)
				m = 0;
			if (m < 0)
				return;
		}
	}
	close(fd);
}

static void accept_client(void)
{
	struct sockaddr_in from;
	socklen_t fromlen = sizeof from;
	int fd;

	fd = accept(listener, (struct sockaddr *)&from, &fromlen);
	if (fd == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			holiday = 100;
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(from.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		close(listener);
		close(sigfd);
		do_echo(fd);
		_exit(0);
	}
	if (pid == -1)
		warn("fork");
	else
		clients++;
}

static unsigned natural(const char *s, unsigned top)
{
	unsigned n = 0;

	do {
		if (*s < '0' || *s > '9')
			return 0;
		n = n * 10 + *s++ - '0';
	} while (*s && n <= top);
	return n <= top ? n : 0;
}

static void arguments(int argc, char *argv[], unsigned *port)
{
	int c;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c')
		if (!(limit = natural(optarg, 1000000)))
			break;
	*port = c == -1 && optind == argc - 1
		? natural(argv[optind], 65535)
		: 0;
	if (*port)
		return;
	fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n", argv[0]);
	exit(1);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	struct signalfd_siginfo s;
	unsigned port;
	sigset_t set;
	int on = 1;

	arguments(argc, argv, &port);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigfd = signalfd(-1, &set, SFD_NONBLOCK);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	here.sin_port = htons(port);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&here, sizeof here) ||
		listen(listener, 128))
		err(1, "port %u", port);
	while (listener != -1 || clients > 0) {
		struct pollfd p[2] = { { sigfd, POLLIN, 0 },
			{ listener, POLLIN, 0 } };

		if (clients >= limit || holiday != -1)
			p[1].fd = -1;
		int n = poll(p, 2, holiday);
		holiday = -1;
		if (n == -1)
			continue;
		while (read(sigfd, &s, sizeof s) > 0)
			if (s.ssi_signo == SIGTERM && listener != -1) {
				close(listener);
				listener = -1;
			}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (listener != -1 && p[1].revents)
			accept_client();
	}
	return 0;
}
