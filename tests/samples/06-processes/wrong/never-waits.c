/*
 * misconception: never waits for its children
 * fails: no_zombie no_zombie_after_kill ends_together
 *   two_hundred_in_turn lost_clients many_clients
 * shows: It counts clients by pipes that end, and every child stays as
 *   a zombie.
 */
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

#define MOST 4000

static struct pollfd p[MOST + 2]; /* signals, listener, children */
static int children, limit = 100, listener;
static sigset_t term;

static void echo(int fd)
{
	char buffer[2000];
	ssize_t n, m, i;

	while ((n = recv(fd, buffer, sizeof buffer, 0)) != 0) {
		if (n < 0 && errno != EINTR)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, buffer + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				_exit(1);
			if (m < 0)
				m = 0;
		}
	}
	_exit(0);
}

static void child_for(int fd)
{
	int ends[2];
	pid_t pid;

	if (pipe(ends) == -1) {
		perror("pipe");
		return;
	}
	pid = fork();
	if (pid == 0) {
		close(p[0].fd);
		close(listener);
		close(ends[0]);
		echo(fd);
	}
	close(ends[1]);
	if (pid == -1) {
		perror("fork");
		close(ends[0]);
		return;
	}
	p[2 + children].fd = ends[0];
	p[2 + children++].events = POLLIN;
}

static void take(void)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(listener, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	child_for(fd);
	close(fd);
}

static void loop(void)
{
	while (listener != -1 || children > 0) {
		int i, full = children >= limit || children >= MOST;

		p[1].fd = full ? -1 : listener;
		if (poll(p, 2 + children, -1) == -1)
			continue;
		if (p[0].revents && listener != -1) {
			close(listener);
			p[0].fd = p[1].fd = listener = -1;
		}
		int arrived = p[1].fd != -1 && p[1].revents;
		for (i = children + 1; i > 1; i--)
			if (p[i].revents) {
				close(p[i].fd);
				p[i] = p[1 + children--];
			}
		if (arrived)
			take();
	}
}

static int parse(const char *s, int most)
{
	size_t n = strlen(s);

	if (n < 1 || n > 7 || s[strspn(s, "0123456789")])
		return 0;
	return atoi(s) <= most ? atoi(s) : 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int one = 1, port = 0;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	p[0].fd = signalfd(-1, &term, 0);
	p[0].events = p[1].events = POLLIN;
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	a.sin_port = htons(port);
	if (bind(listener, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(listener, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	loop();
	return 0;
}
