/*
 * wrongreason - look up a host, and give the wrong reason if it fails
 *
 * usage: wrongreason <host>
 *
 * Asks errno why there is no address: a mistake.
 * Try: ./wrongreason lost.example.test
 *
 * SPDX-License-Identifier: MIT
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;

	if (argc != 2) {
		fputs("USAGE: wrongreason <host>\n", stderr);
		return EXIT_FAILURE;
	}
	if (getaddrinfo(argv[1], NULL, &hints, &list) != 0) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	freeaddrinfo(list);
	return EXIT_SUCCESS;
}
