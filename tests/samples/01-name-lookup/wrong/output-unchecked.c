/*
 * misconception: expects that what it prints always arrives
 * fails: full_disk
 * shows: On a full disk nothing is written, and the exit status is 0.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	if (argc < 2 || argc > 3 ||
		(argc == 3) != (strcmp(argv[1], "-6") == 0)) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	int family = argc == 3 ? AF_INET6 : AF_INET;
	char *host = argv[argc - 1];
	struct hostent *he = gethostbyname2(host, family);

	if (he == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}

	for (int i = 0; he->h_addr_list[i] != NULL; i++) {
		char text[INET6_ADDRSTRLEN];
		int j;

		for (j = 0; j < i; j++)
			if (memcmp(he->h_addr_list[j],
				    he->h_addr_list[i],
				    he->h_length) == 0)
				break;
		if (j == i)
			puts(inet_ntop(family, he->h_addr_list[i], text,
				sizeof text));
	}
	return 0;
}
