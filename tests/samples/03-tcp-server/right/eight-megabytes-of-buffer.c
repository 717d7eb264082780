/* A huge buffer on the heap, taken once and used for every client. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOM ((size_t)8 << 20)

struct server {
	int listener;
	char *buffer;
};

static void fatal(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static void server_open(struct server *server, int port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((in_port_t)port),
	};
	int yes = 1;

	server->buffer = malloc(ROOM);
	if (server->buffer == NULL)
		fatal("malloc");
	server->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (server->listener == -1)
		fatal("socket");
	if (setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == -1)
		fatal("setsockopt");
	if (bind(server->listener, (struct sockaddr *)&address,
		    sizeof address) == -1)
		fatal("bind");
	if (listen(server->listener, 100) == -1)
		fatal("listen");
}

static void server_echo(struct server *server, int fd)
{
	size_t filled = 0, sent = 0;

	do {
		ssize_t n = filled > sent
			? send(fd, server->buffer + sent, filled - sent,
				  MSG_NOSIGNAL)
			: recv(fd, server->buffer, ROOM, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (filled > sent) {
			sent += (size_t)n;
		} else {
			filled = (size_t)n;
			sent = 0;
		}
	} while (1);
}

int main(int argc, char *argv[])
{
	struct server server;
	char again[16] = "";
	int port = argc == 2 ? atoi(argv[1]) : 0;

	/* What atoi understood has to be what stands there. */
	if (port > 0 && port <= 65535)
		snprintf(again, sizeof again, "%d", port);
	if (argc != 2 || again[0] == '\0' || strcmp(again, argv[1])) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	server_open(&server, port);
	for (;;) {
		struct sockaddr_in client;
		socklen_t size = sizeof client;
		int fd = accept(server.listener,
			(struct sockaddr *)&client, &size);
		if (fd == -1) {
			if (errno != EINTR)
				usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		fflush(stdout);
		server_echo(&server, fd);
		close(fd);
	}
}
