/* Handlers write into a pipe of its own; poll reads what they say. */
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

static int self[2];
static volatile sig_atomic_t stopping;

static void on_signal(int number)
{
	int saved = errno;
	ssize_t n = 0;

	if (number == SIGTERM)
		stopping = 1;
	n = write(self[1], "!", 1);
	(void)n; /* a full pipe wakes poll as well */
	errno = saved;
}

static void catch (int number)
{
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = SA_RESTART | SA_NOCLDSTOP };

	if (sigaction(number, &action, NULL) == -1)
		err(1, "sigaction");
}

static unsigned long number(const char *text, unsigned long highest)
{
	unsigned long n;

	if (!*text || text[strspn(text, "0123456789")])
		return 0;
	errno = 0;
	n = strtoul(text, NULL, 10);
	return errno || n > highest ? 0 : n;
}

static int listen_on(unsigned long port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd, on = 1;

	a.sin_port = htons((in_port_t)port);
	fd = socket(
		AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(fd, (struct sockaddr *)&a, sizeof a))
		err(1, "bind to port %lu", port);
	if (listen(fd, 100))
		err(1, "listen");
	return fd;
}

static _Noreturn void child(int fd)
{
	char data[8192];

	for (;;) {
		ssize_t n = recv(fd, data, sizeof data, 0), m, i;

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(n < 0);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, (size_t)(n - i),
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
}

/* No signal may reach the pipe from the child. */
static pid_t fork_for(int fd, int listener)
{
	sigset_t both, before;
	pid_t pid;

	sigemptyset(&both);
	sigaddset(&both, SIGCHLD);
	sigaddset(&both, SIGTERM);
	sigprocmask(SIG_BLOCK, &both, &before);
	pid = fork();
	if (pid == 0) {
		signal(SIGCHLD, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		close(listener);
		close(self[0]);
		close(self[1]);
		sigprocmask(SIG_SETMASK, &before, NULL);
		child(fd);
	}
	if (pid == -1)
		warn("fork");
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

/* Returns how long to leave the listener alone, or -1. */
static int take_client(int listener, unsigned long *children)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(listener, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno == EINTR || errno == EAGAIN ||
			errno == ECONNABORTED)
			return -1;
		warn("accept");
		return 100;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	if (fork_for(fd, listener) > 0)
		++*children;
	close(fd);
	return -1;
}

int main(int argc, char *argv[])
{
	unsigned long limit = 100, port = 0, children = 0;
	int listener, opt, bad = 0, pause = -1;
	char buf[64];

	opterr = 0;
	while ((opt = getopt(argc, argv, "+c:")) != -1)
		if (opt != 'c' || !(limit = number(optarg, 1000000)))
			bad = 1;
	if (optind == argc - 1)
		port = number(argv[optind], 65535);
	if (bad || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	if (pipe2(self, O_NONBLOCK | O_CLOEXEC) == -1)
		err(1, "pipe");
	catch (SIGCHLD);
	catch (SIGTERM);
	listener = listen_on(port);
	for (;;) {
		struct pollfd p[2] = { { self[0], POLLIN, 0 },
			{ -1, POLLIN, 0 } };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (stopping && listener != -1) {
			close(listener);
			listener = -1;
		}
		if (listener == -1 && children == 0)
			return 0;
		if (children < limit && pause == -1)
			p[1].fd = listener;
		if (poll(p, 2, pause) == -1)
			continue;
		pause = -1;
		while (read(self[0], buf, sizeof buf) > 0)
			continue;
		if (p[1].revents && !stopping)
			pause = take_client(listener, &children);
	}
}
