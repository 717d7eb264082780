/*
 * misconception: expects what was printed before fork to be in one
 *   process only
 * fails: announced_once many_clients
 * shows: Each child writes the lines of all the clients before it, too.
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
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct forkserver {
	int listener, signals, pause;
	size_t clients, limit;
};

/* Shows the line that the parent has printed, and serves. */
static _Noreturn void child(int fd)
{
	char bytes[4096];

	fflush(stdout);
	for (;;) {
		ssize_t n = recv(fd, bytes, sizeof bytes, 0), i = 0;

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		while (i < n) {
			ssize_t m = send(
				fd, bytes + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m > 0)
				i += m;
		}
	}
}

static void take(struct forkserver *f)
{
	struct sockaddr_in sin;
	socklen_t size = sizeof sin;
	int fd = accept(f->listener, (struct sockaddr *)&sin, &size);

	if (fd == -1) {
		if (errno != EAGAIN && errno != ECONNABORTED &&
			errno != EINTR)
			f->pause = 100;
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(sin.sin_addr));
	switch (fork()) {
	case 0:
		close(f->listener);
		close(f->signals);
		child(fd);
	case -1:
		warn("fork");
		break;
	default:
		f->clients++;
	}
	close(fd);
}

static void work(struct forkserver *f)
{
	struct signalfd_siginfo si;
	struct pollfd p[2] = { { f->signals, POLLIN, 0 },
		{ -1, POLLIN, 0 } };

	if (f->pause == -1 && f->clients < f->limit)
		p[1].fd = f->listener;
	int n = poll(p, 2, f->pause);
	f->pause = -1;
	if (n < 1)
		return;
	while (read(f->signals, &si, sizeof si) > 0) {
		if (si.ssi_signo != SIGTERM || f->listener == -1)
			continue;
		close(f->listener);
		f->listener = -1;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		f->clients--;
	if (p[1].revents && f->listener != -1)
		take(f);
}

static size_t value(const char *s, size_t most)
{
	size_t n = 0;

	while (*s >= '0' && *s <= '9' && n <= most)
		n = n * 10 + (size_t)(*s++ - '0');
	return *s != '\0' || n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct forkserver f = { .limit = 100, .pause = -1 };
	struct sockaddr_in sin = { .sin_family = AF_INET };
	size_t port = 0;
	sigset_t set;
	int on = 1;

	if (argc == 2)
		port = value(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		f.limit = value(argv[2], 1000000);
		port = value(argv[3], 65535);
	}
	if (!port || !f.limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	f.signals = signalfd(-1, &set, SFD_NONBLOCK);
	f.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	sin.sin_port = htons(port);
	setsockopt(
		f.listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(f.listener, (struct sockaddr *)&sin, sizeof sin) ||
		listen(f.listener, 99))
		err(1, "port %zu", port);
	while (f.listener != -1 || f.clients > 0)
		work(&f);
	/* The children have written it. */
	_exit(0);
}
