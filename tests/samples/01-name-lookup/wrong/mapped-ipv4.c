/*
 * misconception: accepts an IPv4 address in IPv6 clothes for an IPv6
 *   address
 * fails: ipv6_missing
 * shows: For a name with IPv4 only, -6 prints ::ffff: and the dotted
 *   quad.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct sockaddr_in IPv4;
typedef struct sockaddr_in6 IPv6;

static void print(const struct addrinfo *list)
{
	char lines[512][INET6_ADDRSTRLEN];
	int n = 0, i;

	for (; list && n < 512; list = list->ai_next) {
		const void *address = list->ai_family == AF_INET6
			? (void *)&((IPv6 *)list->ai_addr)->sin6_addr
			: (void *)&((IPv4 *)list->ai_addr)->sin_addr;

		inet_ntop(list->ai_family, address, lines[n],
			sizeof lines[n]);
		for (i = 0; strcmp(lines[i], lines[n]); i++)
			;
		if (i == n)
			puts(lines[n++]);
	}
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
		hints.ai_flags = AI_V4MAPPED;
	} else if (argc == 2 && strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET;
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	int e = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (e) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			gai_strerror(e));
		return EXIT_FAILURE;
	}
	print(list);
	freeaddrinfo(list);
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
