/*
 * misconception: ends when no descriptor is free
 * fails: no_descriptor_free
 * shows: accept fails with EMFILE, and is believed to fail for ever.
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

enum { SIGNAL, CLIENT };

static struct pollfd ev[2];
static int children;

static int take_client(struct sockaddr_in *who)
{
	socklen_t size = sizeof *who;
	int fd = accept4(ev[CLIENT].fd, (struct sockaddr *)who, &size,
		SOCK_CLOEXEC);

	if (fd != -1)
		return fd;
	switch (errno) {
	case EAGAIN:
	case ECONNABORTED:
	case EINTR:
	case EPROTO:
		return -1;
	default:
		perror("accept");
		exit(1);
	}
}

static int pump(int fd, char *tank, size_t size)
{
	ssize_t in, out;

	do
		in = recv(fd, tank, size, 0);
	while (in == -1 && errno == EINTR);
	if (in <= 0)
		return 0;
	while (in > 0) {
		do
			out = send(fd, tank, in, MSG_NOSIGNAL);
		while (out == -1 && errno == EINTR);
		if (out == -1)
			return 0;
		tank += out;
		in -= out;
	}
	return 1;
}

static void start_child(int fd)
{
	char tank[10000];
	pid_t pid = fork();

	if (pid == 0) {
		close(ev[SIGNAL].fd);
		close(ev[CLIENT].fd);
		while (pump(fd, tank, sizeof tank))
			;
		_exit(0);
	}
	if (pid == -1)
		perror("fork");
	children += pid != -1;
	close(fd);
}

static int number(const char *s, int highest)
{
	char more;
	int n;

	if (*s < '0' || *s > '9' || sscanf(s, "%7d%c", &n, &more) != 1)
		return -1;
	return n >= 1 && n <= highest ? n : -1;
}

static void start(int port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	sigset_t set;
	int on = 1, s;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	ev[SIGNAL].fd = signalfd(-1, &set, SFD_NONBLOCK);
	ev[SIGNAL].events = ev[CLIENT].events = POLLIN;
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	sin.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 128)) {
		perror("forkserver");
		exit(1);
	}
	ev[CLIENT].fd = s;
}

int main(int argc, char *argv[])
{
	struct signalfd_siginfo info;
	struct sockaddr_in who;
	int limit = 100, port = -1, fd;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = number(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = number(argv[argc - 1], 65535);
	if (port == -1 || limit == -1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	start(port);
	while (ev[CLIENT].fd != -1 || children > 0) {
		ev[CLIENT].events = children < limit ? POLLIN : 0;
		if (poll(ev, 2, -1) == -1)
			continue;
		if (ev[CLIENT].revents) {
			fd = take_client(&who);
			if (fd != -1) {
				printf("Client connected: %s\n",
					inet_ntoa(who.sin_addr));
				fflush(stdout);
				start_child(fd);
			}
		}
		while (read(ev[SIGNAL].fd, &info, sizeof info) > 0) {
			if (info.ssi_signo != SIGTERM)
				continue;
			if (ev[CLIENT].fd != -1)
				close(ev[CLIENT].fd);
			ev[CLIENT].fd = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
	}
	return 0;
}
