/*
 * daytime - ask a server for the date and the time
 *
 * usage: daytime <address> <port>
 *
 * A client for the Daytime Protocol (RFC 867): connects, and prints
 * what the server says until it closes.
 * Try: ./daytime 127.0.0.1 7013
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { HIGHEST_PORT = 65535 };

/* A socket address of either family. */
union endpoint {
	struct sockaddr any;
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

/* Returns the port that the text says, or 0 if it is none. */
static in_port_t read_port(const char *text)
{
	char *rest;
	long number = strtol(text, &rest, 10);

	if (rest == text || *rest != '\0')
		return 0;
	/* A number that is too large for a long arrives as LONG_MAX. */
	if (number < 1 || number > HIGHEST_PORT)
		return 0;
	return (in_port_t)number;
}

/* Fills in the endpoint; returns its size, or 0 if there is none. */
static socklen_t make_endpoint(
	const char *address, in_port_t port, union endpoint *endpoint)
{
	struct sockaddr_in ipv4 = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
	};
	struct sockaddr_in6 ipv6 = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(port),
	};

	if (inet_pton(AF_INET, address, &ipv4.sin_addr) == 1) {
		endpoint->ipv4 = ipv4;
		return sizeof ipv4;
	}
	if (inet_pton(AF_INET6, address, &ipv6.sin6_addr) == 1) {
		endpoint->ipv6 = ipv6;
		return sizeof ipv6;
	}
	return 0;
}

/* Waits for a connect that a signal has interrupted. */
static int finish_connect(int server)
{
	struct pollfd decided = { .fd = server, .events = POLLOUT };
	int ready, outcome;
	socklen_t size = sizeof outcome;

	do
		ready = poll(&decided, 1, -1);
	while (ready == -1 && errno == EINTR);
	if (ready == -1 ||
		getsockopt(server, SOL_SOCKET, SO_ERROR, &outcome,
			&size) == -1)
		return -1;
	if (outcome == 0)
		return 0;
	errno = outcome;
	return -1;
}

/* Returns a connection, or -1 with the reason in errno. */
static int open_connection(
	const union endpoint *endpoint, socklen_t size)
{
	int server = socket(
		endpoint->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (server == -1)
		return -1;
	if (connect(server, &endpoint->any, size) == 0)
		return server;
	if (errno == EINTR && finish_connect(server) == 0)
		return server;
	int reason = errno; /* close might change it */
	close(server);
	errno = reason;
	return -1;
}

/*
 * Prints all that comes; returns 0 at the end, -1 if it breaks.  Ends
 * the program when the output cannot be written.
 */
static int print_all(int server)
{
	char piece[512];
	ssize_t n;

	while ((n = recv(server, piece, sizeof piece, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		if (fwrite(piece, 1, (size_t)n, stdout) != (size_t)n)
			err(EXIT_FAILURE, "cannot print the time");
	}
	return 0;
}

int main(int argc, char *argv[])
{
	union endpoint endpoint;
	in_port_t port = argc == 3 ? read_port(argv[2]) : 0;

	if (port == 0) {
		fputs("USAGE: daytime <address> <port>\n", stderr);
		return EXIT_FAILURE;
	}
	socklen_t size = make_endpoint(argv[1], port, &endpoint);
	if (size == 0)
		errx(EXIT_FAILURE, "%s: not an address", argv[1]);
	int server = open_connection(&endpoint, size);
	if (server == -1)
		err(EXIT_FAILURE, "cannot connect to %s", argv[1]);
	if (print_all(server) == -1)
		err(EXIT_FAILURE, "%s", argv[1]);
	close(server);
	if (fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print the time");
	return EXIT_SUCCESS;
}
