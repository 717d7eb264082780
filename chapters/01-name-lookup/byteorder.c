/*
 * byteorder - show the bytes of a port number, here and on the wire
 *
 * usage: byteorder
 *
 * Prints one 16-bit number as this machine stores it, and as the
 * network wants it.  Try: ./byteorder
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void show(const char *label, uint16_t port)
{
	const unsigned char *byte = (const unsigned char *)&port;

	printf("%-12s %02x %02x   as a number: %u\n", label, byte[0],
		byte[1], port);
}

int main(void)
{
	uint16_t port = 8080;

	show("this machine", port);
	show("the network", htons(port));
	show("and back", ntohs(htons(port)));
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
