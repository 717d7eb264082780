/*
 * stay - clients that connect, say nothing, and stay
 *
 * usage: stay <port> <clients>
 *
 * Says so when all are connected, and when one sees the end of its
 * connection.  Ends when none is left, or by SIGTERM: then all leave at
 * the same moment.  Try: ./stay 6103 2
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST_CLIENTS = 500 };

static struct addrinfo *find_port(const char *port)
{
	struct addrinfo *address;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	int code = getaddrinfo("127.0.0.1", port, &hints, &address);

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", port, gai_strerror(code));
	return address;
}

static int connect_to(const struct addrinfo *address)
{
	int connection = socket(address->ai_family,
		address->ai_socktype | SOCK_CLOEXEC,
		address->ai_protocol);

	if (connection == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	/* No signal has a handler here, so none interrupts it. */
	if (connect(connection, address->ai_addr,
		    address->ai_addrlen) == -1)
		err(EXIT_FAILURE, "cannot connect");
	return connection;
}

/* Takes what has come; says so and closes if it is the end. */
static void look_at(struct pollfd *client, size_t number)
{
	char unused[4096];
	ssize_t n = recv(client->fd, unused, sizeof unused, 0);

	if (n > 0 || (n == -1 && errno == EINTR))
		return;
	printf("client %zu: %s\n", number,
		n == 0 ? "end of stream" : strerror(errno));
	close(client->fd);
	client->fd = -1; /* poll passes over it */
}

/* Waits until a connection has news; returns how many are left. */
static size_t watch(struct pollfd *clients, size_t count)
{
	size_t left = 0;

	if (poll(clients, count, -1) == -1)
		err(EXIT_FAILURE, "cannot wait");
	for (size_t i = 0; i < count; i++) {
		if (clients[i].fd != -1 && clients[i].revents != 0)
			look_at(&clients[i], i + 1);
		if (clients[i].fd != -1)
			left++;
	}
	return left;
}

int main(int argc, char *argv[])
{
	static struct pollfd clients[MOST_CLIENTS];
	unsigned long count =
		argc == 3 ? strtoul(argv[2], NULL, 10) : 0;

	if (count < 1 || count > MOST_CLIENTS) {
		fputs("USAGE: stay <port> <clients>\n", stderr);
		return EXIT_FAILURE;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	struct addrinfo *address = find_port(argv[1]);
	for (size_t i = 0; i < count; i++) {
		clients[i].fd = connect_to(address);
		clients[i].events = POLLIN;
	}
	freeaddrinfo(address);
	printf("%lu connected\n", count);
	while (watch(clients, count) > 0)
		;
	return EXIT_SUCCESS;
}
