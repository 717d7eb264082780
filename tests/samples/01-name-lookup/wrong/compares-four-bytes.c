/*
 * misconception: compares four bytes of each address, in IPv6 too
 * fails: ipv6_every_address_once ipv6_canonical_text
 * shows: Of several IPv6 addresses in one network only the first is
 *   printed.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS_SIZE sizeof(struct in_addr)

static bool seen_before(char **list, int n)
{
	for (int i = 0; i < n; i++)
		if (memcmp(list[i], list[n], ADDRESS_SIZE) == 0)
			return true;
	return false;
}

static bool print_addresses(struct hostent *host)
{
	char text[INET6_ADDRSTRLEN];
	char **list = host->h_addr_list;

	for (int n = 0; list[n] != NULL; n++)
		if (!seen_before(list, n))
			puts(inet_ntop(host->h_addrtype, list[n], text,
				sizeof text));
	return fflush(stdout) == 0;
}

int main(int argc, char *argv[])
{
	int family = AF_INET;
	char *name = argv[1];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		name = argv[2];
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	struct hostent *host = gethostbyname2(name, family);
	if (host == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", name,
			hstrerror(h_errno));
		return EXIT_FAILURE;
	}
	if (!print_addresses(host)) {
		perror("nslookup: cannot print");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
