/*
 * misconception: takes a child's failure for one of the server
 * fails: killed_alone killed_child_is_seen no_zombie_after_kill
 *   limit_after_kill client_resets leaves_without_reading
 *   reset_in_the_queue lost_clients
 * shows: A child that was killed or lost its client ends the parent.
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

static int kids, limit = 100;

static int echo(int fd)
{
	char b[4096];
	ssize_t n, m, i;

	while ((n = recv(fd, b, sizeof b, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return EXIT_FAILURE;
		for (i = 0; i < n; i += m) {
			m = send(fd, b + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}

static void reap(void)
{
	int status;

	while (waitpid(-1, &status, WNOHANG) > 0) {
		kids--;
		if (!WIFEXITED(status))
			errx(1, "a child was killed");
		if (WEXITSTATUS(status) != EXIT_SUCCESS)
			errx(1, "a child has failed");
	}
}

static void serve(int s, int sfd)
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
		_exit(echo(fd));
	}
	if (pid == -1)
		warn("fork");
	else
		kids++;
	close(fd);
}

static int parse(const char *s, int most)
{
	size_t n = strlen(s);

	if (n == 0 || n > 7 || strspn(s, "0123456789") != n)
		return 0;
	return atoi(s) > most ? 0 : atoi(s);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	int s, sfd, port = 0, on = 1;
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
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 128))
		err(1, "port %d", port);
	while (s != -1 || kids > 0) {
		struct pollfd p[2] = { { sfd, POLLIN, 0 },
			{ kids < limit ? s : -1, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		if (read(sfd, &info, sizeof info) > 0 &&
			info.ssi_signo == SIGTERM && s != -1) {
			close(s);
			s = -1;
		}
		reap();
		if (s != -1 && p[1].revents)
			serve(s, sfd);
	}
	return 0;
}
