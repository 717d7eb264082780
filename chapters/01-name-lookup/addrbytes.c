/*
 * addrbytes - turn the text of an address into bytes and back
 *
 * usage: addrbytes <address>
 *
 * Prints the bytes of an IPv4 or IPv6 address, then its usual text.
 * Try: ./addrbytes 192.0.2.7
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* Reads the text; returns the family, or AF_UNSPEC if it is none. */
static int read_address(const char *text,
	unsigned char bytes[static sizeof(struct in6_addr)])
{
	if (inet_pton(AF_INET, text, bytes) == 1)
		return AF_INET;
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return AF_INET6;
	return AF_UNSPEC;
}

int main(int argc, char *argv[])
{
	unsigned char bytes[sizeof(struct in6_addr)];
	char text[INET6_ADDRSTRLEN];

	if (argc != 2) {
		fputs("USAGE: addrbytes <address>\n", stderr);
		return EXIT_FAILURE;
	}
	int family = read_address(argv[1], bytes);
	if (family == AF_UNSPEC)
		errx(EXIT_FAILURE, "%s: not an address", argv[1]);
	size_t count = family == AF_INET ? sizeof(struct in_addr)
					 : sizeof(struct in6_addr);
	for (size_t i = 0; i < count; i++)
		printf("%02x%c", bytes[i], i + 1 < count ? ' ' : '\n');
	if (inet_ntop(family, bytes, text, sizeof text) == NULL)
		err(EXIT_FAILURE, "%s", argv[1]);
	puts(text);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
