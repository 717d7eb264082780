/* A grandchild serves, whom init buries; a pipe tells that it ended. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int ep, sig, lis = -1;
static sigset_t term;

static void watch(int fd, uint32_t what)
{
	struct epoll_event e = { .events = what, .data.fd = fd };

	if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e) == -1)
		err(1, "epoll_ctl");
}

/*
 * Explicitly: children may still hold copies of the descriptor, and
 * then a close alone does not take it out of the set.
 */
static void forget(int fd)
{
	epoll_ctl(ep, EPOLL_CTL_DEL, fd, NULL);
}

static void echo(int fd)
{
	static unsigned char room[1 << 16];

	for (;;) {
		ssize_t got = recv(fd, room, sizeof room, 0);
		ssize_t gone = 0;

		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return;
		while (gone < got) {
			ssize_t n = send(fd, room + gone,
				(size_t)(got - gone), MSG_NOSIGNAL);
			if (n == -1 && errno != EINTR)
				return;
			if (n > 0)
				gone += n;
		}
	}
}

/* Runs in the child, which ends at once; true: no grandchild. */
static _Noreturn void split(int fd)
{
	pid_t pid = fork();

	if (pid == 0) {
		close(lis);
		close(ep);
		close(sig);
		sigprocmask(SIG_UNBLOCK, &term, NULL);
		echo(fd);
	}
	_exit(pid == -1);
}

/* Returns the end of the pipe that tells of the end, or -1. */
static int delegate(int fd)
{
	int tell[2], status = -1;
	pid_t pid;

	if (pipe(tell) == -1) {
		warn("pipe");
		return -1;
	}
	pid = fork();
	if (pid == 0) {
		close(tell[0]);
		split(fd);
	}
	if (pid == -1)
		warn("fork");
	else
		while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
			;
	close(tell[1]);
	if (status == 0)
		return tell[0];
	warnx("nobody can serve this client");
	close(tell[0]);
	return -1;
}

static int serve_next(void)
{
	struct sockaddr_in from;
	socklen_t len = sizeof from;
	int tell, fd = accept(lis, (struct sockaddr *)&from, &len);

	if (fd == -1)
		return -1;
	printf("Client connected: %s\n", inet_ntoa(from.sin_addr));
	fflush(stdout);
	tell = delegate(fd);
	close(fd);
	if (tell == -1)
		return 0;
	watch(tell, EPOLLIN);
	return 1;
}

static unsigned parse(const char *s, unsigned most)
{
	unsigned long n;

	if (s == NULL || strspn(s, "0123456789") != strlen(s) ||
		strlen(s) < 1 || strlen(s) > 9)
		return 0;
	n = strtoul(s, NULL, 10);
	return n <= most ? (unsigned)n : 0;
}

static void prepare(unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int yes = 1;

	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	sig = signalfd(-1, &term, SFD_NONBLOCK);
	ep = epoll_create1(0);
	if (sig == -1 || ep == -1)
		err(1, "cannot watch");
	a.sin_port = htons((in_port_t)port);
	lis = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (lis == -1)
		err(1, "socket");
	if (setsockopt(lis, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes))
		err(1, "SO_REUSEADDR");
	if (bind(lis, (struct sockaddr *)&a, sizeof a))
		err(1, "port %u", port);
	if (listen(lis, 128))
		err(1, "listen");
	watch(sig, EPOLLIN);
}

int main(int argc, char *argv[])
{
	unsigned limit = 100, port, clients = 0;
	int listed = 0, tired = 0;

	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = parse(argv[2], 1000000);
		argv += 2;
		argc -= 2;
	}
	port = argc == 2 ? parse(argv[1], 65535) : 0;
	if (!port || !limit) {
		fprintf(stderr,
			"USAGE: forkserver [-c <clients>] <port>\n");
		exit(1);
	}
	prepare(port);
	while (lis != -1 || clients > 0) {
		struct epoll_event e;
		int wanted = lis != -1 && clients < limit && !tired;

		if (wanted && !listed)
			watch(lis, EPOLLIN);
		if (!wanted && listed)
			forget(lis);
		listed = wanted;
		if (epoll_wait(ep, &e, 1, tired ? 100 : -1) != 1) {
			tired = 0;
			continue;
		}
		if (e.data.fd == sig) {
			if (listed)
				forget(lis);
			forget(sig);
			close(lis);
			listed = 0;
			lis = -1;
		} else if (e.data.fd == lis) {
			int more = serve_next();

			if (more == 1)
				clients++;
			if (more == -1)
				tired = errno == EMFILE ||
					errno == ENFILE ||
					errno == ENOBUFS ||
					errno == ENOMEM;
		} else {
			forget(e.data.fd);
			close(e.data.fd);
			clients--;
		}
	}
	return 0;
}
