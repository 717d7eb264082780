/*
 * misconception: copies the host's name into an array without looking
 *   at its length
 * fails: overlong_name
 * shows: A name of 300 characters runs over the array, which
 *   AddressSanitizer reports.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NAME 255

int main(int argc, char *argv[])
{
	char host[MAX_NAME + 1];
	int family;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		strcpy(host, argv[1]);
		family = AF_INET;
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		strcpy(host, argv[2]);
		family = AF_INET6;
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *he = gethostbyname2(host, family);
	if (he == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}

	char text[INET6_ADDRSTRLEN];
	for (int i = 0; he->h_addr_list[i] != NULL; i++) {
		int is_new = 1;

		for (int j = 0; j < i; j++)
			if (memcmp(he->h_addr_list[i],
				    he->h_addr_list[j],
				    he->h_length) == 0)
				is_new = 0;
		if (is_new)
			puts(inet_ntop(family, he->h_addr_list[i], text,
				sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: cannot write");
		return 1;
	}
	return 0;
}
