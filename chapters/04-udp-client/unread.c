/*
 * unread - count the datagrams that wait for a reader who is busy
 *
 * usage: unread <bytes>
 *
 * Sends 500 datagrams of so many bytes to a socket of its own, and only
 * then looks how many are there.  Try: ./unread 1472
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

enum { DATAGRAMS = 500, LARGEST = 65507 };

/* Returns a socket that is bound to loopback, and sends to itself. */
static int socket_to_itself(void)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct sockaddr *address = (struct sockaddr *)&own;
	socklen_t size = sizeof own;
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1 || bind(sock, address, size) == -1 ||
		getsockname(sock, address, &size) == -1 ||
		connect(sock, address, size) == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	return sock;
}

static int count_arrived(int sock)
{
	int arrived = 0;
	char byte;

	while (recv(sock, &byte, 1, MSG_DONTWAIT) != -1)
		arrived++;
	return arrived;
}

int main(int argc, char *argv[])
{
	static char bytes[LARGEST];
	long length = argc == 2 ? strtol(argv[1], NULL, 10) : -1;

	if (length < 0 || length > LARGEST) {
		fputs("USAGE: unread <bytes>\n", stderr);
		return EXIT_FAILURE;
	}
	int sock = socket_to_itself();
	for (int i = 0; i < DATAGRAMS; i++)
		if (send(sock, bytes, (size_t)length, 0) == -1)
			err(EXIT_FAILURE, "cannot send");
	printf("%d sent, without an error; ", DATAGRAMS);
	printf("%d are there\n", count_arrived(sock));
	close(sock);
	return EXIT_SUCCESS;
}
