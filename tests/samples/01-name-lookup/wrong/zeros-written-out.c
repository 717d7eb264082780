/*
 * misconception: leaves the zeros at the front of a group away, but
 *   never writes "::"
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: ::1 comes out as 0:0:0:0:0:0:0:1.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		puts(inet_ntoa(
			((struct sockaddr_in *)address)->sin_addr));
		return;
	}
	uint16_t *g =
		((struct sockaddr_in6 *)address)->sin6_addr.s6_addr16;
	printf("%x:%x:%x:%x:%x:%x:%x:%x\n", ntohs(g[0]), ntohs(g[1]),
		ntohs(g[2]), ntohs(g[3]), ntohs(g[4]), ntohs(g[5]),
		ntohs(g[6]), ntohs(g[7]));
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *first, *a, *b;
	int ipv6 = argc >= 2 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + ipv6) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	const char *host = argv[1 + ipv6];
	hints.ai_family = ipv6 ? AF_INET6 : AF_INET;
	int code = getaddrinfo(host, NULL, &hints, &first);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(code));
		return 1;
	}
	for (a = first; a != NULL; a = a->ai_next) {
		b = first;
		while (memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) !=
			0)
			b = b->ai_next;
		if (a == b)
			print(a->ai_addr);
	}
	freeaddrinfo(first);
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
