/*
 * misconception: takes what it received for a string
 * fails: echoes_a_mebibyte
 * shows: The echo ends at the first zero byte.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
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

static int children, limit = 100;

static int send_string(int fd, const char *s)
{
	while (*s != '\0') {
		ssize_t n = send(fd, s, strlen(s), MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		s += n;
	}
	return 0;
}

static void child(int fd)
{
	char text[4097];

	for (;;) {
		ssize_t n = recv(fd, text, sizeof text - 1, 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		text[n] = '\0';
		if (send_string(fd, text) == -1)
			_exit(1);
	}
}

static void let_in(int s, int sfd)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);
	pid_t pid;

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(s);
		close(sfd);
		child(fd);
	}
	if (pid == -1)
		perror("fork");
	else
		children++;
	close(fd);
}

static int to_number(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	if (n < 1 || n > 7 || s[n] || atoi(s) > most)
		return 0;
	return atoi(s);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	int s, sfd, c, on = 1, port = 0;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = to_number(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = to_number(argv[optind], 65535);
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
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (s != -1 || children > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ children < limit ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		while (read(sfd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM && s != -1) {
				close(s);
				s = -1;
			}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (s != -1 && p[1].revents)
			let_in(s, sfd);
	}
	return 0;
}
