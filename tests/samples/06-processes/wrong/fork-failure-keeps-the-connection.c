/*
 * misconception: keeps the connection of a client for whom there is no
 *   process
 * fails: fork_fails fork_fails_closed
 * shows: The loop goes on from the message, past the close.
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

static int p0, p1;
static volatile sig_atomic_t terminating;

static void on_signal(int n)
{
	int e = errno;
	ssize_t done;

	if (n == SIGTERM)
		terminating = 1;
	done = write(p1, "s", 1);
	(void)done;
	errno = e;
}

static void open_pipe(void)
{
	struct sigaction sa = { .sa_handler = on_signal,
		.sa_flags = SA_RESTART };
	int p[2];

	if (pipe2(p, O_NONBLOCK) == -1)
		err(1, "pipe");
	p0 = p[0];
	p1 = p[1];
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGCHLD, &sa, NULL);
}

static void child(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	close(p0);
	close(p1);
	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
	_exit(0);
}

static int parse(const char *s, int high)
{
	size_t n = strspn(s, "0123456789");

	return n < 1 || n > 7 || s[n] || atoi(s) > high ? 0 : atoi(s);
}

static int listen_at(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, on = 1;

	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 128) == -1)
		err(1, "listen");
	return s;
}

int main(int argc, char *argv[])
{
	int s, fd, c, port = 0, limit = 100, clients = 0;
	char bytes[512];

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit > 0)
		limit = parse(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = parse(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	open_pipe();
	s = listen_at(port);
	while (!terminating || clients > 0) {
		struct pollfd p[2] = { { p0, POLLIN, 0 },
			{ s, POLLIN, 0 } };
		struct sockaddr_in a;
		socklen_t size = sizeof a;
		pid_t pid;

		if (clients >= limit)
			p[1].fd = -1;
		int n = poll(p, 2, -1);
		while (read(p0, bytes, sizeof bytes) > 0)
			continue;
		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (terminating && s != -1) {
			close(s);
			s = -1;
		}
		if (n < 1 || s == -1 || p[1].fd == -1 || !p[1].revents)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == -1) {
			warn("no process for a client");
			continue;
		}
		if (pid == 0) {
			close(s);
			child(fd);
		}
		clients++;
		close(fd);
	}
	return 0;
}
