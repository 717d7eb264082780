/*
 * quoted - a quotation in a datagram, for whoever asks for it
 *
 * usage: quoted <port>
 *
 * A server for the Quote of the Day Protocol (RFC 865) over UDP, on
 * this machine only.  A question has to be a third as long as the
 * answer, or there is none.  Try: ./quoted 7017
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum {
	HIGHEST_PORT = 65535,
	TIMES = 3, /* as long as the question: no more than that */
	QUOTES = 3,
};

/* Truths of networking, from RFC 1925. */
static const char *const quotes[QUOTES] = {
	"It has to work.",
	"It is more complicated than you think.",
	"With sufficient thrust, pigs fly just fine.",
};

/* Returns a socket with this port at the loopback address. */
static int socket_on(in_port_t port)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1 ||
		bind(sock, (struct sockaddr *)&own, sizeof own) == -1)
		err(EXIT_FAILURE, "cannot have port %d", port);
	return sock;
}

/* Sends the quotation, unless it is too much for the question. */
static void tell(int sock, const struct sockaddr_in *client,
	size_t asked, const char *quote)
{
	size_t length = strlen(quote);

	if (length > asked * TIMES) {
		printf("%zu bytes: too few\n", asked);
		return;
	}
	printf("%zu bytes: %zu in return\n", asked, length);
	while (sendto(sock, quote, length, 0,
		       (const struct sockaddr *)client,
		       sizeof *client) == -1)
		if (errno != EINTR) {
			warn("cannot answer");
			return;
		}
}

/* Tells one quotation after the other. */
static void serve(int sock)
{
	unsigned day = 0;

	for (;;) {
		struct sockaddr_in client;
		socklen_t size = sizeof client;
		char byte; /* what the question says does not matter */
		ssize_t n = recvfrom(sock, &byte, 1, MSG_TRUNC,
			(struct sockaddr *)&client, &size);

		if (n >= 0)
			tell(sock, &client, (size_t)n,
				quotes[day++ % QUOTES]);
		else if (errno != EINTR)
			err(EXIT_FAILURE, "cannot receive");
	}
}

int main(int argc, char *argv[])
{
	long port = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

	if (port < 1 || port > HIGHEST_PORT) {
		fputs("USAGE: quoted <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int sock = socket_on((in_port_t)port);
	setvbuf(stdout, NULL, _IOLBF, 0);
	serve(sock);
}
