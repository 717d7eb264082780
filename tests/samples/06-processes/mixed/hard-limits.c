/*
 * cause: turns clients away when the limit is reached
 * shows: Whoever comes too much is accepted and closed.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 *
 * cause: ends the server when fork fails
 * shows: A failing fork is answered by exit.
 * fails: fork_fails fork_fails_uncounted fork_fails_closed
 *
 * cause: ends at SIGTERM without waiting for its children
 * shows: exit(0) as soon as the signal is read.
 * fails: term_exits
 *
 * cause: prints the usage where the results go
 * shows: The usage line is on stdout.
 * fails: usage_without_arguments usage_with_two_ports bad_ports
 *   unknown_options bad_limits
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

static void usage(void)
{
	puts("USAGE: forkserver [-c <clients>] <port>");
	exit(1);
}

static long get(const char *s, long most)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*s < '0' || *s > '9' || *end || n < 1 || n > most)
		usage();
	return n;
}

static void echo(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	for (;;) {
		n = recv(fd, data, sizeof data, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(0);
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo si;
	long limit = 100, now = 0, port;
	int c, s, sfd, on = 1;
	sigset_t set;
	pid_t pid;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) != -1) {
		if (c != 'c')
			usage();
		limit = get(optarg, 1000000);
	}
	if (optind != argc - 1)
		usage();
	port = get(argv[optind], 65535);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %ld", port);
	for (;;) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ s, POLLIN, 0 } };
		socklen_t size = sizeof a;

		if (poll(p, 2, -1) == -1)
			continue;
		while (read(sfd, &si, sizeof si) > 0)
			if (si.ssi_signo == SIGTERM)
				exit(0);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			now--;
		if (!p[1].revents)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		if (now < limit) {
			printf("Client connected: %s\n",
				inet_ntoa(a.sin_addr));
			fflush(stdout);
			if ((pid = fork()) == -1)
				err(1, "fork");
			if (pid == 0) {
				close(s);
				close(sfd);
				echo(c);
			}
			now++;
		}
		close(c);
	}
}
