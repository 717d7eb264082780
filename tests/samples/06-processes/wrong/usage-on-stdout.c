/*
 * misconception: prints the usage where the results go
 * fails: usage_without_arguments usage_with_two_ports bad_ports
 *   unknown_options bad_limits
 * shows: The usage line is on stdout, and stderr stays empty.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int tube[2];
static volatile sig_atomic_t term;

static void handler(int sig)
{
	int e = errno;
	ssize_t n;

	if (sig == SIGTERM)
		term = 1;
	n = write(tube[1], "", 1);
	(void)n;
	errno = e;
}

static void usage(const char *name)
{
	printf("USAGE: %s [-c <clients>] <port>\n", name);
	exit(1);
}

static int number(const char *s, int most, const char *name)
{
	int n = 0;

	if (!*s)
		usage(name);
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			usage(name);
		n = n * 10 + *s - '0';
		if (n > most)
			usage(name);
	}
	if (n == 0)
		usage(name);
	return n;
}

static void serve(int fd)
{
	char b[2048], *p;
	ssize_t n, k;

	for (;;) {
		n = recv(fd, p = b, sizeof b, 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			_exit(0);
		while (n > 0) {
			k = send(fd, p, n, MSG_NOSIGNAL);
			if (k < 0 && errno != EINTR)
				_exit(0);
			if (k > 0) {
				n -= k;
				p += k;
			}
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct sigaction sa = { .sa_handler = handler,
		.sa_flags = SA_RESTART };
	int s, c, o, limit = 100, children = 0, on = 1, wait = -1;
	char drain[100];

	opterr = 0;
	while ((o = getopt(argc, argv, "+c:")) != -1) {
		if (o != 'c')
			usage(argv[0]);
		limit = number(optarg, 1000000, argv[0]);
	}
	if (argc - optind != 1)
		usage(argv[0]);
	a.sin_port = htons(number(argv[optind], 65535, argv[0]));
	if (pipe2(tube, O_NONBLOCK) < 0)
		err(1, "pipe");
	sigaction(SIGCHLD, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 64))
		err(1, "cannot listen");
	for (;;) {
		struct pollfd p[2] = { { tube[0], POLLIN, 0 },
			{ s, POLLIN, 0 } };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (term && s != -1) {
			close(s);
			s = -1;
		}
		if (s == -1 && children == 0)
			return 0;
		if (s == -1 || children >= limit || wait > 0)
			p[1].fd = -1;
		o = poll(p, 2, wait);
		wait = -1;
		if (o == -1)
			continue;
		while (read(tube[0], drain, sizeof drain) > 0)
			;
		if (!p[1].revents || term)
			continue;
		socklen_t size = sizeof a;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			wait = 100;
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			signal(SIGTERM, SIG_DFL);
			close(s);
			close(tube[0]);
			close(tube[1]);
			serve(c);
		}
		if (pid == -1)
			warn("fork");
		else
			children++;
		close(c);
	}
}
