/*
 * nameof - print the name that belongs to a numeric address
 *
 * usage: nameof <address>
 *
 * The address is an IPv4 or IPv6 one.  Prints the name of the host,
 * and a newline.  Try: ./nameof 127.0.0.1
 *
 * SPDX-License-Identifier: MIT
 */
/* region: headers */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
/* end of region */

/* Reads the text of an address; returns 0 or one of the EAI_ codes. */
static int read_address(const char *text, struct addrinfo **list)
{
	struct addrinfo hints = {
		/* Never ask anybody: the text must be an address. */
		.ai_flags = AI_NUMERICHOST,
		.ai_socktype = SOCK_STREAM,
	};

	return getaddrinfo(text, NULL, &hints, list);
}

/* Asks for the name; returns 0 or one of the EAI_ codes. */
static int find_name(
	const struct addrinfo *entry, char *name, socklen_t size)
{
	/* Without the flag a nameless address would name itself. */
	return getnameinfo(entry->ai_addr, entry->ai_addrlen, name,
		size, NULL, 0, NI_NAMEREQD);
}

/* Ends the program with the reason why there is no name. */
static void fail(const char *address, int code)
{
	/* Only for EAI_SYSTEM has errno anything to say. */
	if (code == EAI_SYSTEM)
		err(EXIT_FAILURE, "%s", address);
	errx(EXIT_FAILURE, "%s: %s", address, gai_strerror(code));
}

int main(int argc, char *argv[])
{
	struct addrinfo *list;
	char name[NI_MAXHOST];

	if (argc != 2) {
		fputs("USAGE: nameof <address>\n", stderr);
		return EXIT_FAILURE;
	}
	int code = read_address(argv[1], &list);
	if (code == EAI_NONAME)
		errx(EXIT_FAILURE, "%s: not an address", argv[1]);
	if (code != 0)
		fail(argv[1], code);
	code = find_name(list, name, sizeof name);
	int cause = errno; /* freeaddrinfo might change it */
	freeaddrinfo(list);
	errno = cause;
	if (code != 0)
		fail(argv[1], code);
	if (puts(name) == EOF || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print the name");
	return EXIT_SUCCESS;
}
