/*
 * misconception: expects that bind and listen work
 * fails: port_in_use
 * shows: On a port that another server has, it waits for clients that
 *   never come.
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

static int s, f, now, most = 100;

static void child(int c)
{
	char buf[9000];
	int n, m, i;

	close(s);
	close(f);
	for (;;) {
		n = recv(c, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (i = 0; i < n; i += m) {
			m = send(c, buf + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(0);
		}
	}
}

static void client(void)
{
	struct sockaddr_in a;
	socklen_t len = sizeof a;
	int c = accept(s, (struct sockaddr *)&a, &len);
	pid_t pid;

	if (c == -1 && errno != EAGAIN && errno != EINTR &&
		errno != ECONNABORTED)
		usleep(100000);
	if (c == -1)
		return;
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	if ((pid = fork()) == 0)
		child(c);
	if (pid == -1)
		warn("fork");
	now += pid > 0;
	close(c);
}

static void signals(void)
{
	struct signalfd_siginfo i;

	while (read(f, &i, sizeof i) > 0)
		if (i.ssi_signo == SIGTERM && s != -1) {
			close(s);
			s = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		now--;
}

static int num(const char *t, int max)
{
	size_t n = strspn(t, "0123456789");

	if (n < 1 || n > 7 || t[n] != 0)
		return 0;
	return atoi(t) > max ? 0 : atoi(t);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int c, port = 0, on = 1;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && most)
		most = num(optarg, 1000000);
	if (c == -1 && argc == optind + 1)
		port = num(argv[optind], 65535);
	if (!port || !most) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	f = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	bind(s, (struct sockaddr *)&a, sizeof a);
	listen(s, 128);
	while (s != -1 || now > 0) {
		struct pollfd p[2] = { { f, POLLIN, 0 },
			{ now < most ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		if (p[1].revents)
			client();
		if (p[0].revents)
			signals();
	}
	return 0;
}
