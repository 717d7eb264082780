/*
 * misconception: takes a single argument for a host whatever it is
 * fails: usage_with_only_dash_6
 * shows: "-6" alone is looked up as a name and reported as unknown.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	const char *host;
	int family;

	switch (argc) {
	case 2:
		family = AF_INET;
		host = argv[1];
		break;
	case 3:
		if (strcmp(argv[1], "-6") == 0) {
			family = AF_INET6;
			host = argv[2];
			break;
		}
		/* fall through */
	default:
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(EXIT_FAILURE);
	}

	struct hostent *entry = gethostbyname2(host, family);
	if (entry == NULL) {
		fprintf(stderr, "nslookup: no address for %s: %s\n",
			host, hstrerror(h_errno));
		exit(EXIT_FAILURE);
	}

	for (int i = 0; entry->h_addr_list[i] != NULL; i++) {
		char text[INET6_ADDRSTRLEN];
		int j;

		for (j = 0; j < i; j++)
			if (memcmp(entry->h_addr_list[i],
				    entry->h_addr_list[j],
				    entry->h_length) == 0)
				break;
		if (j == i)
			puts(inet_ntop(family, entry->h_addr_list[i],
				text, sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup");
		exit(EXIT_FAILURE);
	}
	exit(EXIT_SUCCESS);
}
