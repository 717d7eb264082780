/*
 * misconception: serves all its clients in one process
 * fails: stalled_reader_waits_alone process_for_each killed_alone
 *   killed_child_is_seen nobody_keeps served_on_after_kill
 *   restart_meanwhile no_zombie_after_kill limit_after_kill fork_fails
 *   fork_fails_uncounted fork_fails_closed
 * shows: poll tells which client has sent something, and a send that
 *   waits for one client keeps all others waiting.
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
#include <unistd.h>

enum { TERM, DOOR, CLIENTS, MOST = 2000 };

static struct pollfd p[CLIENTS + MOST];
static int n, limit = 100;

static int echo(int fd)
{
	char buf[4096];
	ssize_t got = recv(fd, buf, sizeof buf, 0), sent, k;

	if (got == -1)
		return errno == EINTR;
	for (sent = 0; sent < got; sent += k) {
		k = send(fd, buf + sent, got - sent, MSG_NOSIGNAL);
		if (k == -1 && errno == EINTR)
			k = 0;
		if (k == -1)
			return 0;
	}
	return got > 0;
}

static void greet(int door)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(door, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	p[CLIENTS + n++] = (struct pollfd){ fd, POLLIN, 0 };
}

static void serve_clients(void)
{
	for (int i = CLIENTS + n - 1; i >= CLIENTS; i--) {
		if (p[i].revents == 0 || echo(p[i].fd))
			continue;
		close(p[i].fd);
		p[i] = p[CLIENTS + --n];
	}
}

static int value(const char *s, int most)
{
	char *end;
	long v = strtol(s, &end, 10);

	return *s < '0' || *s > '9' || *end || v > most ? 0 : (int)v;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int door, on = 1, port = 0;
	sigset_t set;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = value(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = value(argv[argc - 1], 65535);
	if (!limit || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	p[TERM] = (struct pollfd){ signalfd(-1, &set, 0), POLLIN, 0 };
	door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(door, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(door, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (door != -1 || n > 0) {
		p[DOOR] = (struct pollfd){ door, POLLIN, 0 };
		if (n >= limit || n == MOST)
			p[DOOR].fd = -1;
		if (poll(p, CLIENTS + n, -1) == -1)
			continue;
		int knocked = p[DOOR].fd != -1 && p[DOOR].revents;
		serve_clients();
		if (p[TERM].revents) {
			close(door);
			p[TERM].fd = door = -1;
		} else if (knocked) {
			greet(door);
		}
	}
	return 0;
}
