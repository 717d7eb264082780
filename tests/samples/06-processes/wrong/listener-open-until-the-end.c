/*
 * misconception: thinks that who does not accept refuses
 * fails: term_refuses
 * shows: After SIGTERM nobody calls accept, but the socket listens on,
 *   and the kernel lets clients in.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static bool open_for_new = true;

static void child(int fd)
{
	char data[8000];

	for (;;) {
		ssize_t have = recv(fd, data, sizeof data, 0);
		ssize_t done = 0;

		if (have == -1 && errno == EINTR)
			continue;
		if (have <= 0)
			_exit(0);
		while (done < have) {
			ssize_t n = send(fd, data + done, have - done,
				MSG_NOSIGNAL);

			if (n == -1 && errno != EINTR)
				_exit(0);
			if (n != -1)
				done += n;
		}
	}
}

static bool start(int fd, const struct pollfd *parents)
{
	pid_t pid = fork();

	if (pid == 0) {
		close(parents[0].fd);
		close(parents[1].fd);
		child(fd);
	}
	if (pid == -1)
		warn("fork");
	close(fd);
	return pid != -1;
}

static bool number(const char *s, long most, long *result)
{
	char *end;

	errno = 0;
	*result = strtol(s, &end, 10);
	return *s >= '0' && *s <= '9' && *end == '\0' && errno == 0 &&
		*result >= 1 && *result <= most;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	struct pollfd p[2] = { { .events = POLLIN }, { 0 } };
	long limit = 100, port, serving = 0;
	bool given = argc == 4 && strcmp(argv[1], "-c") == 0;
	int fd, on = 1;
	sigset_t set;

	if ((!given && argc != 2) ||
		(given && !number(argv[2], 1000000, &limit)) ||
		!number(argv[argc - 1], 65535, &port)) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	p[0].fd = signalfd(-1, &set, SFD_NONBLOCK);
	p[1].fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(p[1].fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(p[1].fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(p[1].fd, 128) == -1)
		err(EXIT_FAILURE, "port %ld", port);
	while (open_for_new || serving > 0) {
		socklen_t size = sizeof a;

		p[1].events =
			open_for_new && serving < limit ? POLLIN : 0;
		if (poll(p, 2, -1) == -1)
			continue;
		while (read(p[0].fd, &info, sizeof info) > 0)
			if (info.ssi_signo == SIGTERM)
				open_for_new = false;
		while (waitpid(-1, NULL, WNOHANG) > 0)
			serving--;
		if (!open_for_new || !(p[1].revents & POLLIN))
			continue;
		fd = accept(p[1].fd, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		serving += start(fd, p);
	}
	return EXIT_SUCCESS;
}
