/*
 * misconception: expects that memory comes back when a client leaves
 * fails: many_clients
 * shows: It takes a buffer for every client and frees none of them.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
	int fd;
	struct sockaddr_in address;
	char *name;
	char buffer[1000];
};

static struct client *meet(int listener)
{
	struct client *c = malloc(sizeof *c);
	socklen_t size = sizeof c->address;

	if (c == NULL)
		return NULL;
	c->fd = accept(listener, (struct sockaddr *)&c->address, &size);
	if (c->fd == -1) {
		free(c);
		return NULL;
	}
	c->name = strdup(inet_ntoa(c->address.sin_addr));
	return c;
}

static void entertain(struct client *c)
{
	ssize_t n, m;
	char *p;

	while ((n = recv(c->fd, c->buffer, sizeof c->buffer, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			break;
		for (p = c->buffer; n > 0; p += m, n -= m) {
			m = send(c->fd, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				goto out;
			if (m == -1)
				m = 0;
		}
	}
out:
	close(c->fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in self = { .sin_family = AF_INET };
	int s, yes = 1;
	char *rest;

	if (argc != 2) {
	usage:
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	long port = strtol(argv[1], &rest, 10);
	if (rest == argv[1] || *rest || port < 1 || port > 65535)
		goto usage;
	self.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&self, sizeof self) ||
		listen(s, 10)) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		struct client *c = meet(s);

		if (c == NULL) {
			usleep(40000);
			continue;
		}
		printf("Client connected: %s\n", c->name);
		fflush(stdout);
		entertain(c);
	}
}
