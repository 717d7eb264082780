/*
 * cause: counts the clients that come, and not those that go
 * shows: The handler waits, and nobody takes anything off the count.
 * fails: two_hundred_in_turn limit_next limit_after_kill limit_is_kept
 *   lost_clients many_clients
 *
 * cause: expects a handler set by signal to wake accept
 * shows: accept is resumed after SIGTERM.
 * fails: term_refuses term_exits term_with_nobody
 *
 * cause: thinks that SO_REUSEPORT is a better SO_REUSEADDR
 * shows: Two servers run on one port.
 * fails: port_in_use
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t term;

static void on_term(int sig)
{
	term = sig;
}

static void on_child(int sig)
{
	int e = errno;

	(void)sig;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	errno = e;
}

static void echo(int fd)
{
	char text[4096];
	ssize_t n, k, m;

	while ((n = read(fd, text, sizeof text)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		for (k = 0; k < n; k += m) {
			m = write(fd, text + k, n - k);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static int number(const char *s, int high)
{
	int n;
	char c;

	if (*s < '0' || *s > '9' || sscanf(s, "%7d%c", &n, &c) != 1)
		return 0;
	return n > high ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, limit = 100, port = 0, clients = 0;
	pid_t pid;

	if (argc == 2)
		port = number(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = number(argv[2], 1000000);
		port = number(argv[3], 65535);
	}
	if (!limit || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGTERM, on_term);
	signal(SIGCHLD, on_child);
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(s, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (!term) {
		socklen_t size = sizeof a;

		while (clients >= limit && !term)
			pause();
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			close(s);
			echo(c);
		}
		if (pid == -1)
			perror("fork");
		else
			clients++;
		close(c);
	}
	close(s);
	signal(SIGCHLD, SIG_DFL);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
