/*
 * misconception: leaves the child in the middle to nobody
 * fails: no_zombie no_zombie_after_kill ends_together
 *   two_hundred_in_turn lost_clients many_clients
 * shows: It forks twice so as not to wait, and init takes only the
 *   grandchildren: each child in the middle stays a zombie.
 */
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
#include <unistd.h>

enum { HIGHEST = 2000 };

static struct pollfd ends[HIGHEST + 2];
static unsigned n, limit = 100;

static bool pour(int fd, const char *p, size_t left)
{
	while (left > 0) {
		ssize_t k = send(fd, p, left, MSG_NOSIGNAL);

		if (k == -1 && errno != EINTR)
			return false;
		if (k > 0) {
			p += k;
			left -= k;
		}
	}
	return true;
}

static void serve(int fd)
{
	char jug[6000];

	for (;;) {
		ssize_t k = recv(fd, jug, sizeof jug, 0);

		if (k == 0 || (k == -1 && errno != EINTR))
			return;
		if (k > 0 && !pour(fd, jug, k))
			return;
	}
}

/* Returns the pipe that ends with the grandchild, or -1. */
static int two_forks(int fd)
{
	int tell[2];
	pid_t pid;

	if (pipe(tell) == -1)
		return -1;
	pid = fork();
	if (pid == 0) {
		if (fork() == 0) {
			close(ends[0].fd);
			close(ends[1].fd);
			close(tell[0]);
			serve(fd);
		}
		_exit(0);
	}
	close(tell[1]);
	if (pid != -1)
		return tell[0];
	perror("fork");
	close(tell[0]);
	return -1;
}

static void next_client(int listener)
{
	struct sockaddr_in who;
	socklen_t size = sizeof who;
	int tell, fd;

	fd = accept(listener, (struct sockaddr *)&who, &size);
	if (fd == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(who.sin_addr));
	fflush(stdout);
	ends[1].fd = listener;
	tell = two_forks(fd);
	if (tell != -1)
		ends[2 + n++] = (struct pollfd){ tell, POLLIN, 0 };
	close(fd);
}

static unsigned value(const char *s, unsigned top)
{
	char *end;
	unsigned long v = strtoul(s, &end, 10);

	return *s < '0' || *s > '9' || *end || v > top ? 0 : v;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	unsigned port = 0;
	int on = 1, s, c;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = value(optarg, 1000000);
	if (c == -1 && argc == optind + 1)
		port = value(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	ends[0] = (struct pollfd){ signalfd(-1, &set, 0), POLLIN, 0 };
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (s != -1 || n > 0) {
		ends[1] = (struct pollfd){ s, POLLIN, 0 };
		if (n >= limit || n >= HIGHEST)
			ends[1].fd = -1;
		if (poll(ends, n + 2, -1) == -1)
			continue;
		for (unsigned i = n + 1; i > 1; i--)
			if (ends[i].revents) {
				close(ends[i].fd);
				ends[i] = ends[1 + n--];
			}
		if (ends[0].revents) {
			close(s);
			ends[0].fd = s = -1;
		} else if (ends[1].fd != -1 && ends[1].revents) {
			next_client(s);
		}
	}
	return 0;
}
