/* Ignores the deaths of its children and counts ended pipes instead. */
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
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_CLIENTS 100

static int bell; /* rung by SIGTERM */

static void ring(int signal)
{
	int kept = errno;

	(void)signal;
	eventfd_write(bell, 1);
	errno = kept;
}

static int complain(const char *what)
{
	perror(what);
	return 1;
}

/* The kernel closes the pipe's other end however the child ends. */
static int child_for(int connection, int listener)
{
	int ends[2];
	sigset_t all, old;

	if (pipe2(ends, O_CLOEXEC) == -1) {
		perror("pipe");
		return -1;
	}
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	pid_t pid = fork();
	if (pid == 0) {
		char data[1024];
		ssize_t n, k, m;

		signal(SIGTERM, SIG_DFL);
		signal(SIGPIPE, SIG_IGN);
		sigprocmask(SIG_SETMASK, &old, NULL);
		close(listener);
		close(bell);
		close(ends[0]);
		while ((n = read(connection, data, sizeof data)) != 0) {
			if (n == -1 && errno == EINTR)
				continue;
			if (n == -1)
				_exit(1);
			for (k = 0; k < n; k += m) {
				m = write(connection, data + k,
					(size_t)(n - k));
				if (m == -1 && errno != EINTR)
					_exit(1);
				if (m == -1)
					m = 0;
			}
		}
		_exit(0);
	}
	if (pid == -1)
		perror("fork");
	sigprocmask(SIG_SETMASK, &old, NULL);
	close(ends[1]);
	if (pid == -1) {
		close(ends[0]);
		return -1;
	}
	return ends[0];
}

static long to_number(const char *s, long max)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (s[0] < '0' || s[0] > '9' || *end || n > max)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct sigaction action = { .sa_handler = ring,
		.sa_flags = SA_RESTART };
	struct pollfd *p = NULL;
	long limit = DEFAULT_CLIENTS, port, n = 0, i, room = 0;
	int s, c, one = 1, wait = -1, arg = 1;

	if (argc > 2 && strcmp(argv[1], "-c") == 0) {
		limit = to_number(argv[2], 1000000);
		arg = 3;
	}
	port = arg == argc - 1 ? to_number(argv[arg], 65535) : 0;
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons((in_port_t)port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		return complain("socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) ||
		bind(s, (struct sockaddr *)&a, sizeof a) ||
		listen(s, 64))
		return complain("forkserver");
	if (fcntl(s, F_SETFL, O_NONBLOCK) == -1)
		return complain("fcntl");
	bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (bell == -1)
		return complain("eventfd");
	signal(SIGCHLD, SIG_IGN); /* they leave nothing behind */
	sigaction(SIGTERM, &action, NULL);
	while (s != -1 || n > 0) {
		if (n + 3 > room) {
			size_t more = (size_t)room + 64;
			void *q = realloc(p, more * sizeof *p);

			if (q != NULL) {
				p = q;
				room += 64;
			} else if (room == 0) {
				return complain("malloc");
			}
		}
		p[0] = (struct pollfd){ bell, POLLIN, 0 };
		p[1] = (struct pollfd){ s, POLLIN, 0 };
		if (n >= limit || wait != -1 || n + 3 > room)
			p[1].fd = -1;
		if (poll(p, (nfds_t)n + 2, wait) == -1)
			continue;
		wait = -1;
		if (p[0].revents && s != -1) {
			eventfd_t rings;

			eventfd_read(bell, &rings);
			close(s);
			s = -1;
		}
		int arrived = p[1].revents;
		for (i = n - 1; i >= 0; i--)
			if (p[i + 2].revents) {
				close(p[i + 2].fd);
				p[i + 2] = p[--n + 2];
			}
		if (!arrived || s == -1)
			continue;
		socklen_t size = sizeof a;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				wait = 100;
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		int gone = child_for(c, s);
		if (gone != -1)
			p[2 + n++] = (struct pollfd){ gone, 0, 0 };
		close(c);
	}
	free(p);
	return 0;
}
