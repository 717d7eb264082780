/*
 * misconception: counts a client for whom there is no process
 * fails: fork_fails_uncounted
 * shows: Whatever is not 0 is the parent, -1 too: nobody ever gives
 *   that place back.
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

static unsigned processes;
static int none_left;

static void serve(int fd)
{
	char buf[1 << 12];
	ssize_t n, m;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (char *p = buf; n > 0; p += m, n -= m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static int reap(int signals)
{
	struct signalfd_siginfo si;
	int terminated = 0;
	pid_t pid;

	while (read(signals, &si, sizeof si) > 0)
		terminated |= si.ssi_signo == SIGTERM;
	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		processes--;
	none_left = pid == -1;
	return terminated;
}

static void connect_client(int listener, int signals)
{
	struct sockaddr_in peer;
	socklen_t len = sizeof peer;
	int fd = accept(listener, (struct sockaddr *)&peer, &len);

	if (fd == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(peer.sin_addr));
	fflush(stdout);
	if (fork()) {
		processes++;
	} else {
		close(listener);
		close(signals);
		serve(fd);
	}
	none_left = 0;
	close(fd);
}

static unsigned number(const char *s, unsigned top)
{
	char *end;
	unsigned long n;

	if (*s < '0' || *s > '9')
		return 0;
	errno = 0;
	n = strtoul(s, &end, 10);
	return errno || *end || n > top ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	unsigned limit = 100, port = 0;
	int s, sfd, c, on = 1;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = number(optarg, 1000000);
	if (c == -1 && argc == optind + 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1)
		err(1, "port %u", port);
	while (s != -1 || !none_left) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ processes < limit ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		if (p[0].revents && reap(sfd) && s != -1) {
			close(s);
			s = -1;
		} else if (s != -1 && p[1].revents) {
			connect_client(s, sfd);
		}
	}
	return 0;
}
