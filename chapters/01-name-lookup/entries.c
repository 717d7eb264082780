/*
 * entries - count what getaddrinfo says about a host
 *
 * usage: entries <host>
 *
 * Lists the family and the socket type of each entry, once with no
 * wishes and once for streams only.  Try: ./entries localhost
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char *type_name(int type)
{
	switch (type) {
	case SOCK_STREAM:
		return "stream";
	case SOCK_DGRAM:
		return "datagram";
	case SOCK_RAW:
		return "raw";
	default:
		return "another type";
	}
}

static void list_entries(const char *host, const struct addrinfo *hints)
{
	struct addrinfo *list;
	const struct addrinfo *entry;
	int code = getaddrinfo(host, NULL, hints, &list);

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", host, gai_strerror(code));
	for (entry = list; entry != NULL; entry = entry->ai_next)
		printf("  IPv%c %s\n",
			entry->ai_family == AF_INET6 ? '6' : '4',
			type_name(entry->ai_socktype));
	freeaddrinfo(list);
}

int main(int argc, char *argv[])
{
	struct addrinfo no_wishes = { .ai_family = AF_UNSPEC };
	struct addrinfo streams = { .ai_socktype = SOCK_STREAM };

	if (argc != 2) {
		fputs("USAGE: entries <host>\n", stderr);
		return EXIT_FAILURE;
	}
	puts("no wishes:");
	list_entries(argv[1], &no_wishes);
	puts("streams only:");
	list_entries(argv[1], &streams);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
