/*
 * misconception: writes "::" for the first zeros it meets instead of
 *   the longest run
 * fails: ipv6_canonical_text
 * shows: 2001:0:1::2 comes out as 2001::1:0:0:0:0:2.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_ipv6(const unsigned char *bytes)
{
	int shortened = 0;

	for (int i = 0; i < 8; i++) {
		unsigned group = bytes[2 * i] << 8 | bytes[2 * i + 1];

		if (group == 0 && !shortened) {
			shortened = 1;
			printf(i == 0 ? "::" : ":");
			while (i < 7 && bytes[2 * i + 2] == 0 &&
				bytes[2 * i + 3] == 0)
				i++;
			continue;
		}
		printf(i < 7 ? "%x:" : "%x", group);
	}
	printf("\n");
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	struct hostent *h =
		gethostbyname2(argv[1 + six], six ? AF_INET6 : AF_INET);
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1 + six],
			hstrerror(h_errno));
		return 1;
	}
	for (int i = 0; h->h_addr_list[i] != NULL; i++) {
		char *address = h->h_addr_list[i];
		int j = 0;

		while (memcmp(h->h_addr_list[j], address,
			       h->h_length) != 0)
			j++;
		if (j == i && six)
			print_ipv6((unsigned char *)address);
		else if (j == i)
			puts(inet_ntoa(*(struct in_addr *)address));
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
