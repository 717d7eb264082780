/*
 * misconception: asks again and again whether there is room
 * fails: idle_burns_nothing
 * shows: At the limit, poll returns at once for the client that waits,
 *   and is called again.
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

static int s, sig, inside, limit = 100;

static void check_signals(void)
{
	struct signalfd_siginfo i;

	while (read(sig, &i, sizeof i) == sizeof i)
		if (i.ssi_signo == SIGTERM && s >= 0) {
			close(s);
			s = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		inside--;
}

static void echo(int fd)
{
	char room[512];
	ssize_t n, m, at;

	while ((n = recv(fd, room, sizeof room, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			_exit(1);
		for (at = 0; at < n; at += m) {
			m = send(fd, room + at, n - at, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
	_exit(0);
}

static void let_in(void)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		close(s);
		close(sig);
		echo(fd);
	}
	if (pid == -1)
		warn("fork");
	else
		inside++;
	close(fd);
}

static int parse(const char *text, int top)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > 8 || text[n])
		return 0;
	return atoi(text) > top ? 0 : atoi(text);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int port = 0, yes = 1;
	sigset_t set;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sig = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %d", port);
	while (s >= 0 || inside > 0) {
		struct pollfd p[2] = { { sig, POLLIN, 0 },
			{ s, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		check_signals();
		if (s >= 0 && p[1].revents && inside < limit)
			let_in();
	}
	return 0;
}
