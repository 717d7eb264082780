/*
 * misconception: looks for an IPv6 address where sockaddr_in has the
 *   IPv4 address
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: The text begins with the flow label, and the last four bytes
 *   are missing.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS(ai) (&((struct sockaddr_in *)(ai)->ai_addr)->sin_addr)

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *ai, *old;
	char text[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	int error = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (error != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			gai_strerror(error));
		return 1;
	}

	for (ai = list; ai != NULL; ai = ai->ai_next) {
		old = list;
		while (memcmp(old->ai_addr, ai->ai_addr,
			       ai->ai_addrlen) != 0)
			old = old->ai_next;
		if (old == ai)
			puts(inet_ntop(ai->ai_family, ADDRESS(ai), text,
				sizeof text));
	}
	freeaddrinfo(list);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
