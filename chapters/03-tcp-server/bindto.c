/*
 * bindto - try to bind a socket to an address and a port
 *
 * usage: bindto <address> <port>
 *
 * Prints what the socket is bound to.  Try: ./bindto 127.0.0.1 0
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static struct addrinfo *read_address(const char *host, const char *port)
{
	struct addrinfo *address;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM,
	};
	int code = getaddrinfo(host, port, &hints, &address);

	if (code != 0)
		errx(EXIT_FAILURE, "%s port %s: %s", host, port,
			gai_strerror(code));
	return address;
}

/* Asks the kernel for the address that the socket has now. */
static void print_own_address(int listener)
{
	struct sockaddr_in own;
	socklen_t size = sizeof own;
	char text[INET_ADDRSTRLEN];

	if (getsockname(listener, (struct sockaddr *)&own, &size) == -1)
		err(EXIT_FAILURE, "cannot ask for the address");
	if (inet_ntop(AF_INET, &own.sin_addr, text, sizeof text) ==
		NULL)
		err(EXIT_FAILURE, "cannot write the address");
	printf("bound to %s port %d\n", text, ntohs(own.sin_port));
}

int main(int argc, char *argv[])
{
	if (argc != 3) {
		fputs("USAGE: bindto <address> <port>\n", stderr);
		return EXIT_FAILURE;
	}
	struct addrinfo *address = read_address(argv[1], argv[2]);
	int listener = socket(address->ai_family,
		address->ai_socktype | SOCK_CLOEXEC,
		address->ai_protocol);

	if (listener == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	if (bind(listener, address->ai_addr, address->ai_addrlen) == -1)
		err(EXIT_FAILURE, "%s port %s", argv[1], argv[2]);
	freeaddrinfo(address);
	print_own_address(listener);
	return EXIT_SUCCESS;
}
