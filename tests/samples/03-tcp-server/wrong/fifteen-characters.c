/*
 * misconception: counts the characters of a dotted quad and forgets
 *   the zero behind them
 * fails: announces_other_address
 * shows: Of an address with four times three digits, which fills the
 *   array, nothing is announced.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int server(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	if (fd == -1)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one,
		    sizeof one) == -1)
		err(1, "setsockopt");
	if (bind(fd, (void *)&address, sizeof address) == -1)
		err(1, "bind");
	if (listen(fd, 64) == -1)
		err(1, "listen");
	return fd;
}

static void say_who(struct sockaddr_in *client)
{
	char quad[15]; /* 255.255.255.255 */

	if (inet_ntop(AF_INET, &client->sin_addr, quad, sizeof quad) ==
		NULL)
		quad[0] = '\0';
	printf("Client connected: %s\n", quad);
	fflush(stdout);
}

static void serve(int client)
{
	char chunk[8192];
	ssize_t got, put, sent;

	while ((got = recv(client, chunk, sizeof chunk, 0)) != 0) {
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			break;
		for (sent = 0; sent < got; sent += put) {
			put = send(client, chunk + sent, got - sent,
				MSG_NOSIGNAL);
			if (put == -1 && errno != EINTR)
				return;
			if (put == -1)
				put = 0;
		}
	}
}

int main(int argc, char *argv[])
{
	char *end = "x";
	unsigned long port = 0;
	int fd, client;

	if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9')
		port = strtoul(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	fd = server(port);
	for (;;) {
		struct sockaddr_in from;
		socklen_t size = sizeof from;

		client = accept(fd, (struct sockaddr *)&from, &size);
		if (client == -1) {
			usleep(50000);
			continue;
		}
		say_who(&from);
		serve(client);
		close(client);
	}
}
