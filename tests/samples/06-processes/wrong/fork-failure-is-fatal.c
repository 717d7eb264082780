/*
 * misconception: ends the server when fork fails
 * fails: fork_fails fork_fails_uncounted fork_fails_closed
 * shows: Where no process can be made for one client, there is soon no
 *   server either.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t is_over;

static void make_it_over(int sig)
{
	is_over = sig;
}

static void panic(const char *what)
{
	fprintf(stderr, "forkserver: cannot %s: %s\n", what,
		strerror(errno));
	exit(1);
}

static void echo(int sock)
{
	char buf[4096];
	ssize_t n, w;

	while ((n = read(sock, buf, sizeof buf)) != 0) {
		char *p = buf;

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			_exit(1);
		do {
			w = write(sock, p, n);
			if (w == -1 && errno != EINTR)
				_exit(1);
			if (w > 0) {
				p += w;
				n -= w;
			}
		} while (n > 0);
	}
	_exit(0);
}

static int get(const char *text, int high)
{
	long n = 0;
	int i;

	for (i = 0; text[i] != '\0'; i++) {
		if (text[i] < '0' || text[i] > '9' || i == 8)
			return 0;
		n = 10 * n + text[i] - '0';
	}
	return n <= high ? n : 0;
}

static int open_server(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_port = htons(port);
	if (s == -1)
		panic("make a socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		panic("set an option");
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		panic("bind");
	if (listen(s, 128) == -1)
		panic("listen");
	return s;
}

int main(int argc, char *argv[])
{
	int s, c, limit = 100, port = 0, busy = 0;
	struct sockaddr_in a;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = get(argv[2], 1000000);
		port = get(argv[3], 65535);
	}
	if (argc == 2)
		port = get(argv[1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	s = open_server(port);
	signal(SIGTERM, make_it_over);
	while (!is_over) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			busy--;
		if (poll(&p, busy < limit, 100) != 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case -1:
			panic("fork");
			break;
		case 0:
			close(s);
			echo(c);
			break;
		default:
			busy++;
			close(c);
		}
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	return 0;
}
