/*
 * misconception: closes a connection in the parent only when the child
 *   has ended
 * fails: end_among_others nobody_keeps
 * shows: Until then each new child gets a copy of it, and keeps it.
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

struct guest {
	pid_t pid;
	int fd;
	struct guest *next;
};

static struct guest *guests;
static unsigned long count, limit = 100;

static void add(pid_t pid, int fd)
{
	struct guest *g = malloc(sizeof *g);

	if (g == NULL)
		err(1, "malloc");
	*g = (struct guest){ pid, fd, guests };
	guests = g;
	count++;
}

static void take_out(pid_t pid)
{
	struct guest **at = &guests, *g;

	while (*at && (*at)->pid != pid)
		at = &(*at)->next;
	if (!(g = *at))
		return;
	*at = g->next;
	close(g->fd);
	free(g);
	count--;
}

static void serve(int fd)
{
	char b[4096];
	ssize_t n, i, m;

	while ((n = recv(fd, b, sizeof b, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, b + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
	_exit(0);
}

static int welcome(int listener, int signals)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(listener, (struct sockaddr *)&a, &size);

	if (fd == -1)
		return errno == EMFILE || errno == ENFILE ||
				errno == ENOBUFS || errno == ENOMEM
			? 100
			: -1;
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		close(listener);
		close(signals);
		serve(fd);
	}
	if (pid > 0) {
		add(pid, fd);
	} else {
		warn("fork");
		close(fd);
	}
	return -1;
}

static unsigned long digits(const char *s, unsigned long max)
{
	char *rest;
	unsigned long n = strtoul(s, &rest, 10);

	return strchr("0123456789", *s) == NULL || *rest || n > max ? 0
								    : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	unsigned long port = 0;
	int s, sfd, on = 1, nap = -1;
	sigset_t set;
	pid_t pid;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = digits(argv[2], 1000000);
		port = digits(argv[3], 65535);
	}
	if (argc == 2)
		port = digits(argv[1], 65535);
	if (port == 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "cannot listen");
	while (s != -1 || count > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ s, POLLIN, 0 } };

		if (count >= limit || nap > 0)
			p[1].fd = -1;
		int n = poll(p, 2, nap);
		nap = -1;
		if (n == -1)
			continue;
		while (read(sfd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
			}
		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
			take_out(pid);
		if (p[1].revents && s != -1)
			nap = welcome(s, sfd);
	}
	return 0;
}
