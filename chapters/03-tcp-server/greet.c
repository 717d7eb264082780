/*
 * greet - serve one client with one line
 *
 * usage: greet <port>
 *
 * The smallest TCP server.  Only this machine can reach it.
 * Try: ./greet 4001 and, in another terminal, ./talk 4001
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 5 }; /* clients that may wait */

static const char greeting[] = "Hello from a server.\n";

/* The port of the loopback address, as a socket address. */
static struct addrinfo *own_address(const char *port)
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

/* Returns a socket that listens on the address. */
static int listen_on(const struct addrinfo *address)
{
	int listener = socket(address->ai_family,
		address->ai_socktype | SOCK_CLOEXEC,
		address->ai_protocol);

	if (listener == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	if (bind(listener, address->ai_addr, address->ai_addrlen) == -1)
		err(EXIT_FAILURE, "cannot bind");
	if (listen(listener, BACKLOG) == -1)
		err(EXIT_FAILURE, "cannot listen");
	return listener;
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fputs("USAGE: greet <port>\n", stderr);
		return EXIT_FAILURE;
	}
	struct addrinfo *address = own_address(argv[1]);
	int listener = listen_on(address);
	freeaddrinfo(address);
	printf("Waiting on port %s.\n", argv[1]);

	/* No signal has a handler here, so none interrupts the wait. */
	int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (connection == -1)
		err(EXIT_FAILURE, "cannot accept a client");
	/* An empty send buffer takes so short a line in one piece. */
	if (send(connection, greeting, strlen(greeting),
		    MSG_NOSIGNAL) == -1)
		err(EXIT_FAILURE, "cannot greet the client");
	close(connection);
	close(listener);
	return EXIT_SUCCESS;
}
