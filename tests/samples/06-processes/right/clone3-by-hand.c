/* Makes children by clone3 or clone; a descriptor tells of the end. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* What epoll tells of a child; the two others have pid 0. */
union key {
	uint64_t all;
	struct {
		int32_t fd, pid;
	} of;
};

static int epoll, listener, terminator;
static unsigned long alive, limit = 100;
static sigset_t only_term;

static void must(int result, const char *what)
{
	if (result != -1)
		return;
	fprintf(stderr, "forkserver: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int control(int operation, int fd, int32_t pid)
{
	union key key = { .of = { fd, pid } };
	struct epoll_event e = { EPOLLIN, { .u64 = key.all } };

	return epoll_ctl(epoll, operation, fd, &e);
}

static long clone_with_pidfd(int *pidfd)
{
	struct clone_args args = { .flags = CLONE_PIDFD,
		.pidfd = (uintptr_t)pidfd,
		.exit_signal = SIGCHLD };

	long pid = syscall(SYS_clone3, &args, sizeof args);

	/* Kernels and filters that have none leave the older call. */
	if (pid == -1 && errno == ENOSYS)
		pid = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0,
			pidfd, 0, 0);
	return pid;
}

static _Noreturn void echo(int fd)
{
	char buffer[16384];

	for (;;) {
		ssize_t have = recv(fd, buffer, sizeof buffer, 0), m;

		if (have == 0)
			_exit(0);
		if (have == -1 && errno != EINTR)
			_exit(1);
		for (char *p = buffer; have > 0; p += m, have -= m) {
			m = send(fd, p, (size_t)have, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
}

static void start_for(int fd)
{
	int pidfd = -1;
	long pid = clone_with_pidfd(&pidfd);

	if (pid == 0) {
		close(epoll);
		close(listener);
		close(terminator);
		sigprocmask(SIG_UNBLOCK, &only_term, NULL);
		echo(fd);
	}
	if (pid == -1) {
		perror("forkserver: clone3");
		return;
	}
	must(control(EPOLL_CTL_ADD, pidfd, (int32_t)pid), "epoll_ctl");
	alive++;
}

static void child_is_gone(union key key)
{
	if (waitpid(key.of.pid, NULL, WNOHANG) != key.of.pid)
		return;
	control(EPOLL_CTL_DEL, key.of.fd, key.of.pid);
	close(key.of.fd);
	alive--;
}

/* Returns 0 if accept had better be left alone for a while. */
static int take(void)
{
	struct sockaddr_in sin;
	socklen_t size = sizeof sin;
	int fd = accept4(listener, (struct sockaddr *)&sin, &size, 0);

	if (fd == -1)
		return errno == EAGAIN || errno == EINTR ||
			errno == ECONNABORTED;
	printf("Client connected: %s\n", inet_ntoa(sin.sin_addr));
	fflush(stdout);
	start_for(fd);
	close(fd);
	return 1;
}

static void set_up(unsigned long port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int one = 1;

	sigemptyset(&only_term);
	sigaddset(&only_term, SIGTERM);
	must(sigprocmask(SIG_BLOCK, &only_term, NULL), "sigprocmask");
	must(terminator = signalfd(-1, &only_term, 0), "signalfd");
	must(epoll = epoll_create1(0), "epoll");
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	must(listener, "socket");
	must(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one,
		     sizeof one),
		"SO_REUSEADDR");
	a.sin_port = htons((uint16_t)port);
	must(bind(listener, (struct sockaddr *)&a, sizeof a), "bind");
	must(listen(listener, 150), "listen");
	must(control(EPOLL_CTL_ADD, terminator, 0), "epoll_ctl");
}

static void run(void)
{
	int watched = 0, healthy = 1;

	while (listener != -1 || alive > 0) {
		struct epoll_event e[16];
		int n,
			want = listener != -1 && healthy &&
			alive < limit;

		if (want != watched)
			must(control(want ? EPOLL_CTL_ADD
					  : EPOLL_CTL_DEL,
				     listener, 0),
				"epoll_ctl");
		watched = want;
		n = epoll_wait(epoll, e, 16, healthy ? -1 : 100);
		healthy = 1;
		for (int i = 0; i < n; i++) {
			union key key = { .all = e[i].data.u64 };

			if (key.of.pid != 0) {
				child_is_gone(key);
			} else if (key.of.fd == listener) {
				healthy = take();
			} else if (key.of.fd == terminator) {
				control(EPOLL_CTL_DEL, terminator, 0);
				if (watched)
					control(EPOLL_CTL_DEL, listener,
						0);
				watched = 0;
				close(listener);
				listener = -1;
			}
		}
	}
}

static unsigned long value(const char *s, unsigned long top)
{
	char *end;

	if (*s < '0' || *s > '9')
		return 0;
	errno = 0;
	unsigned long n = strtoul(s, &end, 10);
	return *end || errno || n > top ? 0 : n;
}

int main(int argc, char *argv[])
{
	unsigned long port = 0;
	int i = 1;

	for (; i + 1 < argc && !strcmp(argv[i], "-c"); i += 2)
		limit = limit ? value(argv[i + 1], 1000000) : 0;
	if (i + 1 == argc)
		port = value(argv[i], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	set_up(port);
	run();
	return 0;
}
