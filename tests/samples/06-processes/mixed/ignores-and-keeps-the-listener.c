/*
 * cause: expects waitpid to tell of children whose end it ignores
 * shows: SIG_IGN for SIGCHLD, and a count that only grows.
 * fails: two_hundred_in_turn limit_next limit_after_kill limit_is_kept
 *   term_exits term_with_nobody lost_clients many_clients
 *
 * cause: keeps the listening socket open in the child
 * shows: No close in the child.
 * fails: nobody_keeps restart_meanwhile term_refuses
 */
#include <arpa/inet.h>
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

static volatile sig_atomic_t ending;

static void end(int sig)
{
	ending = sig;
}

static void serve(int fd)
{
	char b[1024], *p;
	ssize_t n, m;

	for (;;) {
		n = recv(fd, b, sizeof b, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (p = b; n > 0; n -= m, p += m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m < 0 && errno == EINTR)
				m = 0;
			if (m < 0)
				_exit(1);
		}
	}
}

static int number(char *s, int top)
{
	char *e;
	long n = strtol(s, &e, 10);

	return *s < '0' || *s > '9' || *e || n > top ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, yes = 1, max = 100, port = 0, n = 0;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		max = number(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = number(argv[argc - 1], 65535);
	if (!max || !port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	signal(SIGTERM, end);
	s = socket(AF_INET, SOCK_STREAM, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 50) == -1) {
		perror("forkserver");
		return 1;
	}
	while (!ending || n > 0) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		if (ending && s != -1) {
			close(s);
			s = -1;
		}
		p.fd = n < max ? s : -1;
		while (waitpid(-1, NULL, WNOHANG) > 0)
			n--;
		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0)
			serve(c);
		if (pid == -1)
			perror("fork");
		else
			n++;
		close(c);
	}
	return 0;
}
