/*
 * misconception: lets new clients in until the last one has gone
 * fails: term_refuses
 * shows: SIGTERM only makes it look whether it may end; who comes
 *   meanwhile is served.
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

static volatile sig_atomic_t should_end;

static void end_soon(int sig)
{
	should_end = sig;
}

static void echo(int fd)
{
	char b[4096], *p;
	ssize_t n, m;

	for (;;) {
		n = recv(fd, p = b, sizeof b, 0);
		if (n == 0 || (n == -1 && errno != EINTR))
			_exit(0);
		while (n > 0) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(0);
			if (m != -1) {
				p += m;
				n -= m;
			}
		}
	}
}

static int start_child(int fd, int listener)
{
	pid_t pid;

	pid = fork();
	if (pid == -1)
		perror("fork");
	if (pid == 0) {
		close(listener);
		echo(fd);
	}
	close(fd);
	return pid == -1 ? 0 : 1;
}

static int one_client(int listener)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(listener, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
		return 0;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	return start_child(fd, listener);
}

static unsigned digits(const char *s, unsigned top)
{
	unsigned n = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		n = n * 10 + *s - '0';
		if (n > top)
			return 0;
	}
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct pollfd p = { .events = POLLIN };
	unsigned limit = 100, port = 0, children = 0;
	int s, on = 1;

	if (argc == 2)
		port = digits(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = digits(argv[2], 1000000);
		port = digits(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1 ||
		setsockopt(
			s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
		bind(s, (struct sockaddr *)&a, sizeof a) ||
		listen(s, 128)) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, end_soon);
	do {
		p.fd = children < limit ? s : -1;
		if (poll(&p, 1, 100) > 0)
			children += one_client(s);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
	} while (!should_end || children > 0);
	return 0;
}
