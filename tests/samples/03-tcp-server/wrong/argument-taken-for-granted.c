/*
 * misconception: takes it for granted that it is started with a port
 * fails: usage_without_arguments usage_with_two_ports
 * shows: Without arguments it reads through a null pointer; with two
 *   ports it takes the first one and runs.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
	int fd;
	struct sockaddr_in peer;
};

static void give_up(const char *why)
{
	perror(why);
	exit(1);
}

static int read_port(const char *s)
{
	int port = 0;

	while (*s >= '0' && *s <= '9' && port < 100000)
		port = 10 * port + *s++ - '0';
	return *s == '\0' && port <= 65535 ? port : 0;
}

static void start(struct server *server, int port)
{
	struct sockaddr_in any = { AF_INET, htons(port), { 0 }, { 0 } };
	int reuse = 1;

	server->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (server->fd == -1)
		give_up("socket");
	setsockopt(server->fd, SOL_SOCKET, SO_REUSEADDR, &reuse,
		sizeof reuse);
	if (bind(server->fd, (void *)&any, sizeof any) == -1)
		give_up("bind");
	if (listen(server->fd, 16) == -1)
		give_up("listen");
}

static void serve(int client)
{
	char block[1000];
	ssize_t got, put, n;

	while ((got = recv(client, block, sizeof block, 0)) != 0) {
		if (got == -1 && errno != EINTR)
			return;
		for (put = 0; got > put; put += n > 0 ? n : 0) {
			n = send(client, block + put, got - put,
				MSG_NOSIGNAL);
			if (n == -1 && errno != EINTR)
				return;
		}
	}
}

int main(int argc, char *argv[])
{
	struct server server;
	socklen_t size;
	int client, port = read_port(argv[1]);

	(void)argc;
	if (port == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	start(&server, port);
	for (;;) {
		size = sizeof server.peer;
		client = accept(server.fd, (void *)&server.peer, &size);
		if (client == -1) {
			poll(NULL, 0, 30);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(server.peer.sin_addr));
		fflush(stdout);
		serve(client);
		close(client);
	}
}
