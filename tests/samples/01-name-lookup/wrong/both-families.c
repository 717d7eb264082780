/*
 * misconception: takes -6 for "the IPv6 addresses too"
 * fails: ipv6_address ipv6_missing
 * shows: -6 prints the IPv4 addresses as well.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *text(const struct addrinfo *a)
{
	static char host[NI_MAXHOST];

	getnameinfo(a->ai_addr, a->ai_addrlen, host, sizeof host, NULL,
		0, NI_NUMERICHOST);
	return host;
}

static int equal(const struct addrinfo *a, const struct addrinfo *b)
{
	return a->ai_addrlen == b->ai_addrlen &&
		memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) == 0;
}

int main(int argc, char **argv)
{
	struct addrinfo *list, *a, *b;
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_UNSPEC;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	int rc = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (rc != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			gai_strerror(rc));
		return 1;
	}
	for (a = list; a != NULL; a = a->ai_next) {
		for (b = list; !equal(a, b); b = b->ai_next)
			;
		if (a == b)
			puts(text(a));
	}
	freeaddrinfo(list);
	if (fflush(stdout) != 0) {
		perror("nslookup: write");
		return 1;
	}
	return 0;
}
