/*
 * plain - send datagrams back, in the way that most books show
 *
 * usage: plain <port>
 *
 * Prints a line for each datagram, once it is answered.
 * Try: ./plain 7777
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { LARGEST_DATAGRAM = 65535, HIGHEST_PORT = 65535 };

static char buffer[LARGEST_DATAGRAM];

/* Returns a socket with this port at all addresses. */
static int socket_on(in_port_t port)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1 ||
		bind(sock, (struct sockaddr *)&own, sizeof own) == -1)
		err(EXIT_FAILURE, "cannot have port %d", port);
	return sock;
}

/* Receives a datagram from anybody and sends it back. */
static void answer_one(int sock)
{
	struct sockaddr_in client;
	struct sockaddr *address = (struct sockaddr *)&client;
	socklen_t size = sizeof client;
	ssize_t n = recvfrom(
		sock, buffer, sizeof buffer, 0, address, &size);

	if (n == -1)
		err(EXIT_FAILURE, "cannot receive");
	if (sendto(sock, buffer, (size_t)n, 0, address, size) == -1)
		err(EXIT_FAILURE, "cannot answer");
	printf("%zd bytes from port %d\n", n, ntohs(client.sin_port));
}

int main(int argc, char *argv[])
{
	long port = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

	if (port < 1 || port > HIGHEST_PORT) {
		fputs("USAGE: plain <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int sock = socket_on((in_port_t)port);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (;;)
		answer_one(sock);
}
