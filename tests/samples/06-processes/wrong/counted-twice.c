/*
 * misconception: counts a client that goes twice
 * fails: limit_next limit_after_kill limit_is_kept term_exits
 * shows: Its pipe ends and its process ends, and each gives back a
 *   place.
 */
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

#define MAX 3000

static struct pollfd p[MAX] = { { .events = POLLIN },
	{ .events = POLLIN } };
static int pipes, occupied, limit = 100;

static void echo(int fd)
{
	char data[4096];
	ssize_t n, i, m;

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

static void start(int fd, int listener)
{
	int end[2];
	pid_t pid;

	if (pipes + 2 == MAX || pipe(end) == -1) {
		warn("no pipe for a client");
		return;
	}
	pid = fork();
	if (pid == 0) {
		close(p[0].fd);
		close(listener);
		close(end[0]);
		echo(fd);
	}
	close(end[1]);
	if (pid == -1) {
		warn("fork");
		close(end[0]);
		return;
	}
	occupied++;
	p[2 + pipes++] = (struct pollfd){ end[0], POLLIN, 0 };
}

static void gone(void)
{
	for (int i = pipes + 1; i > 1; i--) {
		if (!p[i].revents)
			continue;
		close(p[i].fd);
		p[i] = p[1 + pipes--];
		occupied--;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		occupied--;
}

static void accept_from(int s)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	start(fd, s);
	close(fd);
}

static int get(const char *s, int most)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s < '0' || *s > '9' || *end || n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	int s, yes = 1, port = 0;
	sigset_t set;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = get(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = get(argv[argc - 1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	p[0].fd = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "cannot listen");
	while (s != -1 || occupied > 0) {
		p[1].fd = occupied < limit ? s : -1;
		if (poll(p, 2 + pipes, -1) == -1)
			continue;
		int arrived = p[1].fd != -1 && p[1].revents;
		while (read(p[0].fd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
			}
		gone();
		if (arrived && s != -1)
			accept_from(s);
	}
	return 0;
}
