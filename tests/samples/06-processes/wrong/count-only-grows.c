/*
 * misconception: counts the clients that come, and not those that go
 * fails: two_hundred_in_turn limit_next limit_after_kill limit_is_kept
 *   lost_clients many_clients
 * shows: When as many have come as the limit allows, it serves nobody
 *   any more.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int lsock, ssig, clients, limit = 100;
static bool closing;

static void failed(const char *call)
{
	fprintf(stderr, "forkserver: %s: %s\n", call, strerror(errno));
	exit(EXIT_FAILURE);
}

static void setup(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	sigset_t set;
	int on = 1;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	ssig = signalfd(-1, &set, SFD_NONBLOCK);
	if (ssig == -1)
		failed("signalfd");
	lsock = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (lsock == -1)
		failed("socket");
	setsockopt(lsock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(lsock, (struct sockaddr *)&a, sizeof a) == -1)
		failed("bind");
	if (listen(lsock, 128) == -1)
		failed("listen");
}

static void child(int fd)
{
	char data[1 << 12];
	ssize_t got, put;

	close(lsock);
	close(ssig);
	while ((got = recv(fd, data, sizeof data, 0)) != 0) {
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			_exit(EXIT_FAILURE);
		for (char *p = data; got > 0; p += put, got -= put) {
			put = send(fd, p, got, MSG_NOSIGNAL);
			if (put == -1 && errno == EINTR)
				put = 0;
			if (put == -1)
				_exit(EXIT_FAILURE);
		}
	}
	_exit(EXIT_SUCCESS);
}

static void serve_one(void)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(lsock, (struct sockaddr *)&a, &size);
	pid_t pid;

	if (fd == -1 && errno != EAGAIN && errno != EINTR &&
		errno != ECONNABORTED)
		poll(NULL, 0, 100);
	if (fd == -1)
		return;
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(fd);
	if (pid == -1)
		perror("fork");
	else
		clients++;
	close(fd);
}

/* Returns true when nobody is inside any more. */
static bool collect(void)
{
	struct signalfd_siginfo info;
	pid_t pid;

	while (read(ssig, &info, sizeof info) > 0)
		if (info.ssi_signo == SIGTERM && !closing) {
			closing = true;
			close(lsock);
		}
	do
		pid = waitpid(-1, NULL, WNOHANG);
	while (pid > 0);
	return pid == -1;
}

static int parse(const char *s, int most)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s >= '0' && *s <= '9' && !*end && n <= most ? n : 0;
}

int main(int argc, char *argv[])
{
	int port = 0;
	bool none;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	} else if (argc == 2) {
		port = parse(argv[1], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	setup(port);
	do {
		struct pollfd p[2] = { { ssig, POLLIN, 0 },
			{ lsock, POLLIN, 0 } };

		if (closing || clients >= limit)
			p[1].fd = -1;
		int n = poll(p, 2, -1);
		none = collect();
		if (n > 0 && p[1].revents && !closing)
			serve_one();
	} while (!closing || !none);
	return EXIT_SUCCESS;
}
