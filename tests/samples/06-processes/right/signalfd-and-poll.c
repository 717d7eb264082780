/* Signals are read from a descriptor, beside the listener. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct server {
	int listener; /* -1 once it is to end */
	int signals;
	sigset_t mask_of_old;
	uint32_t limit, served;
	bool breathless; /* accept has just failed */
};

static void die(const char *what)
{
	fprintf(stderr, "forkserver: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

static void open_signals(struct server *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, &s->mask_of_old) == -1)
		die("sigprocmask");
	s->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (s->signals == -1)
		die("signalfd");
}

static void open_listener(struct server *s, uint16_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(port) };

	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (s->listener == -1)
		die("socket");
	if (setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR,
		    &(int){ 1 }, sizeof(int)) == -1)
		die("setsockopt");
	if (bind(s->listener, (struct sockaddr *)&a, sizeof a) == -1)
		die("bind");
	if (listen(s->listener, SOMAXCONN) == -1)
		die("listen");
}

static bool put(int fd, const char *from, const char *to)
{
	while (from < to) {
		ssize_t n = send(
			fd, from, (size_t)(to - from), MSG_NOSIGNAL);
		if (n > 0)
			from += n;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

static int echo(int fd)
{
	char bytes[3000];
	ssize_t n;

	do {
		n = recv(fd, bytes, sizeof bytes, 0);
		if (n == -1 && errno != EINTR)
			return EXIT_FAILURE;
		if (n > 0 && !put(fd, bytes, bytes + n))
			return EXIT_FAILURE;
	} while (n != 0);
	return EXIT_SUCCESS;
}

static void hand_over(struct server *s, int fd)
{
	pid_t pid = fork();

	switch (pid) {
	case -1:
		perror("forkserver: fork");
		break;
	case 0:
		close(s->listener);
		close(s->signals);
		sigprocmask(SIG_SETMASK, &s->mask_of_old, NULL);
		_exit(echo(fd));
	default:
		s->served++;
	}
	close(fd);
}

static void next_client(struct server *s)
{
	struct sockaddr_in who;
	socklen_t size = sizeof who;
	char text[INET_ADDRSTRLEN];
	int fd = accept(s->listener, (struct sockaddr *)&who, &size);

	if (fd == -1) {
		s->breathless = errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED;
		return;
	}
	inet_ntop(AF_INET, &who.sin_addr, text, sizeof text);
	printf("Client connected: %s\n", text);
	fflush(stdout);
	hand_over(s, fd);
}

static void read_signals(struct server *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof info) > 0)
		if (info.ssi_signo == SIGTERM && s->listener != -1) {
			close(s->listener);
			s->listener = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		s->served--;
}

static int run(struct server *s)
{
	while (s->listener != -1 || s->served > 0) {
		bool open = s->served < s->limit && !s->breathless;
		struct pollfd p[2] = { { s->signals, POLLIN, 0 },
			{ open ? s->listener : -1, POLLIN, 0 } };
		int ready = poll(p, 2, s->breathless ? 150 : -1);

		s->breathless = false;
		if (ready == -1 && errno != EINTR)
			die("poll");
		read_signals(s);
		if (ready > 0 && p[1].revents && s->listener != -1)
			next_client(s);
	}
	return EXIT_SUCCESS;
}

static bool parse(const char *text, uint32_t most, uint32_t *value)
{
	char rest;

	return *text != '-' &&
		sscanf(text, "%7u%c", value, &rest) == 1 &&
		*value >= 1 && *value <= most;
}

int main(int argc, char *argv[])
{
	struct server s = { .limit = 100 };
	uint32_t port;
	bool good = argc == 2 ||
		(argc == 4 && strcmp(argv[1], "-c") == 0 &&
			parse(argv[2], 1000000, &s.limit));

	if (!good || !parse(argv[argc - 1], 65535, &port)) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	open_signals(&s);
	open_listener(&s, (uint16_t)port);
	return run(&s);
}
