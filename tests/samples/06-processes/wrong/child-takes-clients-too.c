/*
 * misconception: lets the child run on into the parent's loop
 * fails: nobody_keeps restart_meanwhile no_zombie ends_together
 *   two_hundred_in_turn limit_is_kept fork_fails_closed term_refuses
 *   term_exits term_with_nobody lost_clients many_clients
 * shows: A child that has served its client calls accept, too.
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
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t no_more;

static void catch_term(int sig)
{
	no_more = sig;
}

static void bounce(int fd)
{
	char ball[4096];
	ssize_t n, m, k;

	while ((n = recv(fd, ball, sizeof ball, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			warn("recv");
			return;
		}
		for (k = 0; k < n; k += m) {
			m = send(fd, ball + k, n - k, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1) {
				warn("send");
				return;
			}
		}
	}
}

static int parse(const char *s, int highest)
{
	long n = 0;

	if (!*s)
		return 0;
	for (; *s; s++) {
		if (*s < '0' || *s > '9' || n > highest)
			return 0;
		n = 10 * n + *s - '0';
	}
	return n > highest ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, limit = 100, port = 0, children = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	} else if (argc == 2) {
		port = parse(argv[1], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1)
		err(1, "port %d", port);
	signal(SIGTERM, catch_term);
	while (!no_more) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;
		pid_t pid;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (poll(&p, children < limit, 100) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0)
			bounce(c);
		if (pid == -1)
			warn("fork");
		if (pid > 0)
			children++;
		close(c);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
