/*
 * misconception: takes a name without an address for an empty list and
 *   a success
 * fails: name_without_ipv4 ipv6_missing
 * shows: Where the name exists but has no such address, it prints
 *   nothing and exits with 0.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_list(struct hostent *h)
{
	char text[INET6_ADDRSTRLEN];

	for (int i = 0; h->h_addr_list[i] != NULL; i++) {
		int j = 0;

		while (memcmp(h->h_addr_list[j], h->h_addr_list[i],
			       h->h_length) != 0)
			j++;
		if (j == i)
			printf("%s\n",
				inet_ntop(h->h_addrtype,
					h->h_addr_list[i], text,
					sizeof text));
	}
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	int family = AF_INET, pos = 1;

	if (argc > 1 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		pos = 2;
	}
	if (argc != pos + 1) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *h = gethostbyname2(argv[pos], family);
	if (h != NULL)
		return print_list(h);
	if (h_errno == NO_DATA)
		return 0;
	fprintf(stderr, "nslookup: %s: %s\n", argv[pos],
		hstrerror(h_errno));
	return 1;
}
