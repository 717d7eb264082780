/*
 * misconception: writes every byte of an IPv6 address out
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: ::1 comes out as 0000:0000:0000:0000:0000:0000:0000:0001.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_ipv6(const unsigned char *b)
{
	for (int i = 0; i < 16; i += 2)
		printf("%02x%02x%c", b[i], b[i + 1],
			i < 14 ? ':' : '\n');
}

static void print_ipv4(const unsigned char *b)
{
	printf("%u.%u.%u.%u\n", b[0], b[1], b[2], b[3]);
}

int main(int argc, char *argv[])
{
	int six = argc == 3 && strcmp(argv[1], "-6") == 0;
	struct hostent *h;

	if (six) {
		h = gethostbyname2(argv[2], AF_INET6);
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		h = gethostbyname(argv[1]);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		return 1;
	}

	for (int i = 0; h->h_addr_list[i] != NULL; i++) {
		int j = 0;

		while (memcmp(h->h_addr_list[i], h->h_addr_list[j],
			       six ? 16 : 4) != 0)
			j++;
		if (j != i)
			continue;
		if (six)
			print_ipv6((unsigned char *)h->h_addr_list[i]);
		else
			print_ipv4((unsigned char *)h->h_addr_list[i]);
	}
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
