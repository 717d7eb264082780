/*
 * endpoint - show the bytes of a socket address
 *
 * usage: endpoint
 *
 * Fills in the socket address of port 8080 on 192.0.2.7 and prints
 * its bytes as they lie in memory.  Try: ./endpoint
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(void)
{
	struct sockaddr_in endpoint = {
		.sin_family = AF_INET,
		.sin_port = htons(8080),
	};
	const unsigned char *byte = (const unsigned char *)&endpoint;

	if (inet_pton(AF_INET, "192.0.2.7", &endpoint.sin_addr) != 1)
		errx(EXIT_FAILURE, "192.0.2.7: not an address");
	for (size_t i = 0; i < sizeof endpoint; i++)
		printf("%02x%c", byte[i],
			i + 1 < sizeof endpoint ? ' ' : '\n');
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
