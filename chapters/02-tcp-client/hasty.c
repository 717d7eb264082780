/*
 * hasty - connect to a port of this machine and print the reply
 *
 * usage: hasty <port>
 *
 * Shows four mistakes in one function; do not copy it.
 * Try: ./hasty 7005
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static int connect_to_port(const char *port)
{
	struct addrinfo *address;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	int code = getaddrinfo("127.0.0.1", port, &hints, &address);

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", port, gai_strerror(code));
	int connection = socket(address->ai_family,
		address->ai_socktype | SOCK_CLOEXEC,
		address->ai_protocol);
	if (connection == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	if (connect(connection, address->ai_addr,
		    address->ai_addrlen) == -1)
		err(EXIT_FAILURE, "cannot connect");
	freeaddrinfo(address);
	return connection;
}

static void print_reply(int connection)
{
	char reply[8];
	ssize_t n = recv(connection, reply, sizeof reply, 0);

	reply[n] = '\0';
	printf("Reply: %s\n", reply);
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fputs("USAGE: hasty <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int connection = connect_to_port(argv[1]);
	print_reply(connection);
	close(connection);
	return EXIT_SUCCESS;
}
