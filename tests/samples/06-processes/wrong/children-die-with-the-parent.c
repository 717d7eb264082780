/*
 * misconception: has the children die with the parent
 * fails: served_on_after_kill restart_meanwhile
 * shows: When the server is killed, PR_SET_PDEATHSIG kills those that
 *   serve.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int wakeup[2];
static volatile sig_atomic_t shutting_down;

static void handle(int signo)
{
	int old = errno;
	ssize_t n;

	if (signo == SIGTERM)
		shutting_down = 1;
	n = write(wakeup[1], "x", 1);
	(void)n;
	errno = old;
}

static void child(int fd)
{
	char data[3333];
	ssize_t n, m, i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno == EINTR)
				m = 0;
			if (m < 0)
				_exit(1);
		}
	}
	_exit(0);
}

static int spawn(int fd, int listener)
{
	pid_t pid = fork();

	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		signal(SIGCHLD, SIG_DFL);
		close(listener);
		close(wakeup[0]);
		close(wakeup[1]);
		child(fd);
	}
	if (pid == -1)
		perror("fork");
	close(fd);
	return pid > 0;
}

static int to_int(const char *s, int most)
{
	char more;
	int n;

	if (*s < '0' || *s > '9' || sscanf(s, "%7d%c", &n, &more) != 1)
		return 0;
	return n > most ? 0 : n;
}

static int new_listener(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int yes = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_port = htons(port);
	if (s == -1 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) ||
		bind(s, (struct sockaddr *)&a, sizeof a) ||
		listen(s, 128) || fcntl(s, F_SETFL, O_NONBLOCK)) {
		perror("forkserver");
		exit(1);
	}
	return s;
}

int main(int argc, char *argv[])
{
	struct sigaction sa = { .sa_handler = handle,
		.sa_flags = SA_RESTART };
	int s, fd, limit = 100, port = 0, n = 0, rest = -1;
	char junk[64];

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = to_int(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = to_int(argv[argc - 1], 65535);
	if (!limit || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	if (pipe2(wakeup, O_NONBLOCK) == -1) {
		perror("pipe");
		return 1;
	}
	sigaction(SIGCHLD, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	s = new_listener(port);
	while (!shutting_down || n > 0) {
		struct pollfd p[2] = { { wakeup[0], POLLIN, 0 },
			{ -1, POLLIN, 0 } };

		if (!shutting_down && n < limit && rest < 0)
			p[1].fd = s;
		fd = poll(p, 2, rest);
		rest = -1;
		while (read(wakeup[0], junk, sizeof junk) > 0)
			;
		while (waitpid(-1, NULL, WNOHANG) > 0)
			n--;
		if (shutting_down && s != -1) {
			close(s);
			s = -1;
		}
		if (fd < 1 || p[1].revents == 0 || s == -1)
			continue;
		struct sockaddr_in a;
		socklen_t len = sizeof a;
		fd = accept(s, (struct sockaddr *)&a, &len);
		if (fd == -1 && errno != EINTR && errno != EAGAIN &&
			errno != ECONNABORTED)
			rest = 150;
		if (fd == -1)
			continue;
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		n += spawn(fd, s);
	}
	return 0;
}
