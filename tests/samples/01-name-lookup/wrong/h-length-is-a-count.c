/*
 * misconception: takes h_length for the number of addresses
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: It counts to four, the size of an IPv4 address, and dies at
 *   the end of a shorter list.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *to_text(struct hostent *h, int i)
{
	static char text[INET6_ADDRSTRLEN];
	int size = h->h_addrtype == AF_INET ? 4 : 16;

	for (int j = 0; j < i; j++)
		if (memcmp(h->h_addr_list[i], h->h_addr_list[j],
			    size) == 0)
			return NULL;
	inet_ntop(h->h_addrtype, h->h_addr_list[i], text, sizeof text);
	return text;
}

int main(int argc, char *argv[])
{
	struct hostent *h;
	char *text;
	int i;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		h = gethostbyname2(argv[1], AF_INET);
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		h = gethostbyname2(argv[2], AF_INET6);
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
	for (i = 0; i < h->h_length; i++) {
		text = to_text(h, i);
		if (text != NULL)
			puts(text);
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
