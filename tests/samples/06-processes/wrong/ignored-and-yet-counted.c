/*
 * misconception: expects waitpid to tell of children whose end it
 *   ignores
 * fails: two_hundred_in_turn limit_next limit_after_kill limit_is_kept
 *   term_exits term_with_nobody lost_clients many_clients
 * shows: SIGCHLD is ignored, so nobody is there to wait for, and the
 *   count only grows.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
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

static volatile sig_atomic_t term;

static void handle_term(int s)
{
	term = s;
}

static void write_all(int fd, const char *data, ssize_t size)
{
	ssize_t n;

	for (; size > 0; data += n, size -= n) {
		n = send(fd, data, size, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			n = 0;
		if (n == -1)
			_exit(1);
	}
}

static void child_main(int fd, int listener)
{
	char data[4096];
	ssize_t n;

	close(listener);
	signal(SIGTERM, SIG_DFL);
	do {
		n = recv(fd, data, sizeof data, 0);
		if (n > 0)
			write_all(fd, data, n);
	} while (n > 0 || (n == -1 && errno == EINTR));
	_exit(0);
}

static unsigned number(const char *s, unsigned highest)
{
	unsigned n = 0;

	if (*s == '\0')
		return 0;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		n = n * 10 + (unsigned)(*s - '0');
		if (n > highest)
			return 0;
	}
	return n;
}

static int passive(unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	a.sin_port = htons(port);
	if (fd == -1)
		err(1, "socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(fd, SOMAXCONN) == -1)
		err(1, "listen");
	return fd;
}

int main(int argc, char *argv[])
{
	unsigned limit = 100, port = 0, running = 0;
	int c, s;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c')
		if ((limit = number(optarg, 1000000)) == 0)
			break;
	if (c == -1 && argc - optind == 1)
		port = number(argv[optind], 65535);
	if (port == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	signal(SIGTERM, handle_term);
	s = passive(port);
	while (s != -1 || running > 0) {
		struct pollfd p = { running < limit ? s : -1, POLLIN,
			0 };
		struct sockaddr_in a;
		socklen_t size = sizeof a;

		if (term && s != -1) {
			close(s);
			p.fd = s = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			running--;
		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != EAGAIN &&
				errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0)
			child_main(c, s);
		if (pid == -1)
			warn("fork");
		else
			running++;
		close(c);
	}
	return 0;
}
