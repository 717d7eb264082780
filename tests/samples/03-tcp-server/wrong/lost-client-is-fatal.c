/*
 * misconception: ends when a connection breaks, as a client would
 * fails: client_resets reset_in_the_queue leaves_without_reading
 *   never_reads lost_clients
 * shows: "Connection reset by peer", and the server is gone.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t xrecv(int fd, void *p, size_t n)
{
	for (;;) {
		ssize_t r = recv(fd, p, n, 0);
		if (r >= 0)
			return r;
		if (errno != EINTR)
			err(1, "recv");
	}
}

static void xsend(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t r = send(fd, p, n, 0);
		if (r == -1 && errno != EINTR)
			err(1, "send");
		if (r > 0) {
			p += r;
			n -= r;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	char bytes[5000];
	unsigned port;
	char c;
	int s, fd, on = 1;
	ssize_t n;

	if (argc != 2 || strchr("+-", argv[1][0]) ||
		sscanf(argv[1], "%u%c", &port, &c) != 1 || port == 0 ||
		port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 10) == -1)
		err(1, "listen");
	for (;;) {
		socklen_t size = sizeof a;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		while ((n = xrecv(fd, bytes, sizeof bytes)) > 0)
			xsend(fd, bytes, n);
		close(fd);
	}
}
