/*
 * nslookup - a suspect: two steps are done, with a mistake in one
 *
 * usage: nslookup <inet_address>
 *
 * "Your first program and its report" looks for the mistake.
 * Try: make chapter-1 FROM=chapters/01-name-lookup/suspects/first-try
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void print_address(const struct addrinfo *entry)
{
	const void *where = entry->ai_addr;
	const struct sockaddr_in *ipv4 = where;
	uint32_t number = ipv4->sin_addr.s_addr;

	printf("%u.%u.%u.%u\n", number >> 24, number >> 16 & 255,
		number >> 8 & 255, number & 255);
}

int main(int argc, char *argv[])
{
	struct addrinfo wanted = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;

	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fputs("USAGE: nslookup <inet_address>\n", stderr);
		return EXIT_FAILURE;
	}
	if (getaddrinfo(argv[1], NULL, &wanted, &list) != 0)
		errx(EXIT_FAILURE,
			"step 4, failure, is not written yet");
	print_address(list);
	freeaddrinfo(list);
	return EXIT_SUCCESS;
}
