/* Holds a descriptor for each child, and polls them all. */
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
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TERM, LISTENER, FIRST }; /* slots; from FIRST on children */

static struct pollfd *slots;
static pid_t *pids;
static nfds_t used = FIRST, room;
static sigset_t term;

static int make_room(void)
{
	nfds_t more = room ? room * 2 : 32;
	void *s, *p;

	if (used < room)
		return 0;
	s = realloc(slots, more * sizeof *slots);
	if (s == NULL)
		return -1;
	slots = s;
	p = realloc(pids, more * sizeof *pids);
	if (p == NULL)
		return -1;
	pids = p;
	room = more;
	return 0;
}

static _Noreturn void serve(int fd)
{
	char b[4096], *p;
	ssize_t n, m;

	close(slots[TERM].fd);
	close(slots[LISTENER].fd);
	sigprocmask(SIG_UNBLOCK, &term, NULL);
	for (;;) {
		n = recv(fd, p = b, sizeof b, 0);
		if (n == 0 || (n == -1 && errno != EINTR))
			_exit(0);
		while (n > 0) {
			m = send(fd, p, (size_t)n, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(0);
			if (m > 0)
				p += m, n -= m;
		}
	}
}

static void start_child(int fd)
{
	pid_t pid;
	int pidfd;

	if (make_room() == -1) {
		warn("no room for one more child");
		return;
	}
	pid = fork();
	if (pid == 0)
		serve(fd);
	if (pid == -1) {
		warn("cannot make a process");
		return;
	}
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (pidfd == -1) {
		/* One that cannot be watched must not be. */
		warn("pidfd_open");
		kill(pid, SIGKILL);
		while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
			continue;
		return;
	}
	pids[used] = pid;
	slots[used++] = (struct pollfd){ pidfd, POLLIN, 0 };
}

static void bury(void)
{
	for (nfds_t i = used; i-- > FIRST;) {
		if (!slots[i].revents)
			continue;
		if (waitpid(pids[i], NULL, WNOHANG) == 0)
			continue;
		close(slots[i].fd);
		used--;
		slots[i] = slots[used];
		pids[i] = pids[used];
	}
}

static int welcome(int listener)
{
	struct sockaddr_in peer;
	socklen_t len = sizeof peer;
	int fd = accept4(
		listener, (struct sockaddr *)&peer, &len, SOCK_CLOEXEC);

	if (fd == -1)
		return errno == EAGAIN || errno == EINTR ||
				errno == ECONNABORTED
			? 0
			: -1;
	printf("Client connected: %s\n", inet_ntoa(peer.sin_addr));
	fflush(stdout);
	start_child(fd);
	close(fd);
	return 0;
}

static int listening(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1;
	int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	a.sin_port = htons((in_port_t)port);
	if (s == -1 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 200) == -1)
		err(1, "cannot listen on port %d", port);
	return s;
}

static int count(const char *s, int top)
{
	int n = 0;

	for (; *s >= '0' && *s <= '9' && n <= top; s++)
		n = n * 10 + *s - '0';
	return *s || n > top ? 0 : n;
}

int main(int argc, char **argv)
{
	int c, limit = 100, port = 0, again = -1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c')
		limit = count(optarg, 1000000);
	if (c == -1 && argc - optind == 1)
		port = count(argv[optind], 65535);
	if (port == 0 || limit == 0) {
		fputs("USAGE: forkserver [-c <clients>] <port>\n",
			stderr);
		return 1;
	}
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	if (make_room() == -1)
		err(1, "memory");
	slots[TERM] =
		(struct pollfd){ signalfd(-1, &term, 0), POLLIN, 0 };
	if (slots[TERM].fd == -1)
		err(1, "signalfd");
	int listener = listening(port);
	while (listener != -1 || used > FIRST) {
		int full = used - FIRST >= (nfds_t)limit;

		slots[LISTENER] = (struct pollfd){
			full || again > 0 ? -1 : listener, POLLIN, 0
		};
		if (poll(slots, used, again) == -1)
			continue;
		again = -1;
		if (slots[TERM].revents && listener != -1) {
			close(listener);
			listener = -1;
			slots[TERM].fd = -1;
		}
		int arrival = slots[LISTENER].revents;
		slots[LISTENER].fd = listener;
		bury();
		if (arrival && listener != -1 &&
			welcome(listener) == -1)
			again = 100;
	}
	return 0;
}
