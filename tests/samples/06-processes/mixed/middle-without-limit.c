/*
 * cause: leaves the child in the middle to nobody
 * shows: It forks twice and waits for none of them.
 * fails: no_zombie no_zombie_after_kill ends_together
 *   two_hundred_in_turn lost_clients many_clients
 *
 * cause: reads the limit and lets everybody in
 * shows: Nobody counts.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 *
 * cause: ends at SIGTERM without waiting for its children
 * shows: The loop ends, and so does main.
 * fails: term_exits
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t done;

static void handler(int sig)
{
	(void)sig;
	done = 1;
}

static void serve(int fd)
{
	char buf[3000], *p;
	ssize_t n, k;

	for (;;) {
		n = recv(fd, p = buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		while (n > 0) {
			k = send(fd, p, n, MSG_NOSIGNAL);
			if (k == -1 && errno != EINTR)
				return;
			if (k > 0) {
				p += k;
				n -= k;
			}
		}
	}
}

static void launch(int listener, int fd)
{
	pid_t pid = fork();

	if (pid == -1)
		perror("fork");
	if (pid == 0) {
		close(listener);
		/* Its parent ends at once: init inherits it. */
		if (fork() == 0)
			serve(fd);
		_exit(0);
	}
	close(fd);
}

static unsigned number(const char *s, unsigned top)
{
	unsigned n;
	char c;

	if (*s == '-' || sscanf(s, "%7u%c", &n, &c) != 1 || n > top)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct pollfd p = { .events = POLLIN };
	unsigned limit = 100, port = 0;
	int c, on = 1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = number(optarg, 1000000);
	if (c == -1 && argc - optind == 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGTERM, handler);
	p.fd = socket(AF_INET, SOCK_STREAM, 0);
	a.sin_port = htons(port);
	setsockopt(p.fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(p.fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(p.fd, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (!done) {
		socklen_t size = sizeof a;

		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(p.fd, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		launch(p.fd, c);
	}
	return 0;
}
