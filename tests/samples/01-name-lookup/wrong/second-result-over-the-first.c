/*
 * misconception: keeps the result of gethostbyname2 while it asks again
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: The IPv4 look-up, done last, overwrites the IPv6 addresses
 *   found before.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(int family, struct hostent *h)
{
	char text[INET6_ADDRSTRLEN];
	int length = family == AF_INET ? 4 : 16;

	for (int i = 0, j; h->h_addr_list[i] != NULL; i++) {
		for (j = 0; j < i; j++)
			if (!memcmp(h->h_addr_list[i],
				    h->h_addr_list[j], length))
				break;
		if (j == i)
			puts(inet_ntop(family, h->h_addr_list[i], text,
				sizeof text));
	}
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	char *host = argv[1 + six];

	/* Get both, then choose. */
	struct hostent *ipv6 = gethostbyname2(host, AF_INET6);
	int error6 = h_errno;
	struct hostent *ipv4 = gethostbyname2(host, AF_INET);
	int error4 = h_errno;

	struct hostent *chosen = six ? ipv6 : ipv4;
	if (chosen == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(six ? error6 : error4));
		return 1;
	}
	print(six ? AF_INET6 : AF_INET, chosen);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
