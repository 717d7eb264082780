/*
 * misconception: counts a client as connected when its first bytes come
 * fails: announced_before_data
 * shows: A client that waits for its greeting, or never says a word, is
 *   not announced.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
	int fd;
	int announced;
	struct sockaddr_in address;
	char data[2048];
};

static void announce(struct session *s)
{
	if (!s->announced)
		printf("Client connected: %s\n",
			inet_ntoa(s->address.sin_addr));
	fflush(stdout);
	s->announced = 1;
}

static int send_all(struct session *s, ssize_t length)
{
	for (ssize_t n, at = 0; at < length; at += n) {
		n = send(
			s->fd, s->data + at, length - at, MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			return 0;
		if (n == -1)
			n = 0;
	}
	return 1;
}

static void run(struct session *s)
{
	ssize_t n;

	for (;;) {
		n = recv(s->fd, s->data, sizeof s->data, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		announce(s);
		if (!send_all(s, n))
			return;
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	struct session s;
	char junk;
	int port, server, on = 1;

	if (argc != 2 || sscanf(argv[1], "%d%c", &port, &junk) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	here.sin_port = htons(port);
	server = socket(AF_INET, SOCK_STREAM, 0);
	if (server == -1 ||
		setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) ||
		bind(server, (struct sockaddr *)&here, sizeof here) ||
		listen(server, 8)) {
		perror("echoserver: cannot listen");
		exit(1);
	}
	for (;;) {
		socklen_t size = sizeof s.address;
		s.announced = 0;
		s.fd = accept(
			server, (struct sockaddr *)&s.address, &size);
		if (s.fd == -1) {
			usleep(25000);
			continue;
		}
		run(&s);
		close(s.fd);
	}
}
