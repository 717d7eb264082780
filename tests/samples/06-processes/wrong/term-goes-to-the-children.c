/*
 * misconception: ends its children together with itself
 * fails: term_serves term_exits
 * shows: At SIGTERM each child gets one, too, in the middle of its
 *   client's bytes.
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

struct child {
	struct child *next;
	pid_t pid;
};

static struct child *first;
static int n_children;

static void born(pid_t pid)
{
	struct child *c = calloc(1, sizeof *c);

	if (!c)
		err(1, "calloc");
	c->pid = pid;
	c->next = first;
	first = c;
	n_children++;
}

static void died(pid_t pid)
{
	struct child **c, *d;

	for (c = &first; *c; c = &(*c)->next)
		if ((*c)->pid == pid) {
			d = *c;
			*c = d->next;
			free(d);
			n_children--;
			return;
		}
}

static void stop_children(void)
{
	for (struct child *c = first; c; c = c->next)
		kill(c->pid, SIGTERM);
}

static void echo(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static void serve(int s, int sfd, sigset_t *set)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		sigprocmask(SIG_UNBLOCK, set, NULL);
		close(s);
		close(sfd);
		echo(fd);
	}
	if (pid == -1)
		warn("fork");
	else
		born(pid);
	close(fd);
}

static int parse(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	if (!n || n > 7 || s[n] || atoi(s) > most)
		return 0;
	return atoi(s);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	int s, sfd, on = 1, limit = 100, port = 0;
	sigset_t set;
	pid_t pid;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = parse(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = parse(argv[argc - 1], 65535);
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
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %d", port);
	while (s != -1 || n_children > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ n_children < limit ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		while (read(sfd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
				stop_children();
			}
		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
			died(pid);
		if (s != -1 && p[1].revents)
			serve(s, sfd, &set);
	}
	return 0;
}
