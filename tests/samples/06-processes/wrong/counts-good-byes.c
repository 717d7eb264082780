/*
 * misconception: counts only the children that say good-bye
 * fails: limit_after_kill
 * shows: A child writes a byte before it ends; one that is killed
 *   cannot, and its place is lost.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int bye[2];
static volatile sig_atomic_t halt;

static void on_term(int sig)
{
	(void)sig;
	halt = 1;
}

static void leave(int status)
{
	/* The parent may be gone. */
	signal(SIGPIPE, SIG_IGN);
	if (write(bye[1], "b", 1) == -1)
		status = 1;
	_exit(status);
}

static void serve(int fd)
{
	char chunk[2048];
	ssize_t n, m, i;

	for (;;) {
		n = recv(fd, chunk, sizeof chunk, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			leave(0);
		for (i = 0; i < n; i += m) {
			m = send(fd, chunk + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				leave(1);
		}
	}
}

static int good_byes(void)
{
	char b[256];
	ssize_t n = read(bye[0], b, sizeof b);

	return n > 0 ? (int)n : 0;
}

static int number(const char *s, int high)
{
	int n = 0;

	for (; *s; s++)
		if (*s < '0' || *s > '9' ||
			(n = n * 10 + *s - '0') > high)
			return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, limit = 100, port = 0, in = 0;
	pid_t pid;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = number(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGCHLD, SIG_IGN); /* no zombies */
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1 || pipe2(bye, O_NONBLOCK) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_term);
	while (s != -1 || in > 0) {
		struct pollfd p[2] = { { bye[0], POLLIN, 0 },
			{ s, POLLIN, 0 } };
		socklen_t size = sizeof a;

		if (halt && s != -1) {
			close(s);
			s = -1;
			continue;
		}
		if (in >= limit)
			p[1].fd = -1;
		int n = poll(p, 2, 100);
		in -= good_byes();
		if (n < 1 || p[1].fd == -1 || !p[1].revents)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		if ((pid = fork()) == 0) {
			close(s);
			close(bye[0]);
			serve(c);
		}
		if (pid == -1)
			perror("fork");
		else
			in++;
		close(c);
	}
	return 0;
}
