/*
 * misconception: takes an address of the other family for better than
 *   none
 * fails: name_without_ipv4 ipv6_missing
 * shows: Where the family asked for is missing, the other one's
 *   addresses are printed.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	int first = AF_INET, second = AF_INET6;
	struct hostent *h;
	char text[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		first = AF_INET6;
		second = AF_INET;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}

	h = gethostbyname2(argv[argc - 1], first);
	if (h == NULL && h_errno == NO_DATA)
		h = gethostbyname2(argv[argc - 1], second);
	if (h == NULL) {
		fprintf(stderr, "%s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		exit(1);
	}

	for (int i = 0; h->h_addr_list[i]; i++) {
		int again = 0;

		for (int j = 0; j < i; j++)
			if (!memcmp(h->h_addr_list[i],
				    h->h_addr_list[j], h->h_length))
				again = 1;
		if (!again)
			puts(inet_ntop(h->h_addrtype, h->h_addr_list[i],
				text, sizeof text));
	}
	if (fflush(stdout) != 0) {
		perror("stdout");
		exit(1);
	}
	return 0;
}
