/*
 * cause: counts in the child, where the parent cannot see it
 * shows: active++ stands behind the test for the child.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without term_exits
 *
 * cause: takes a fork that failed for the child
 * shows: "pid > 0" is the parent, all else is the child.
 * fails: fork_fails fork_fails_uncounted fork_fails_closed
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
#include <sys/wait.h>
#include <unistd.h>

static int active, limit = 100;
static volatile sig_atomic_t stopping;

static void stop(int sig)
{
	(void)sig;
	stopping = 1;
}

static void work(int fd)
{
	char buf[4096];
	ssize_t n, m, i;

	active++;
	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, buf + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	active--;
	_exit(0);
}

static int digits(const char *s, int top)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s < '0' || *s > '9' || *end || n > top ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, one = 1, port = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = digits(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = digits(argv[argc - 1], 65535);
	if (!limit || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, stop);
	while (!stopping || active > 0) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			active--;
		if (active >= limit || stopping)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid > 0) {
			close(c);
			continue;
		}
		close(s);
		work(c);
	}
	return 0;
}
