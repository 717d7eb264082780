/*
 * misconception: compares addresses as if they were strings
 * fails: every_byte_value ipv6_every_address_once ipv6_canonical_text
 * shows: Addresses that are alike up to a zero byte count as one; the
 *   rest is not printed.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	char *host = NULL;
	int family = AF_INET;
	char text[INET6_ADDRSTRLEN];
	int i, j;

	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		host = argv[1];
	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		host = argv[2];
		family = AF_INET6;
	}
	if (host == NULL) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *h = gethostbyname2(host, family);
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}

	for (i = 0; h->h_addr_list[i] != NULL; i++) {
		for (j = 0; j < i; j++)
			if (strncmp(h->h_addr_list[i],
				    h->h_addr_list[j],
				    h->h_length) == 0)
				break;
		if (j < i)
			continue;
		inet_ntop(family, h->h_addr_list[i], text, sizeof text);
		printf("%s\n", text);
	}
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
