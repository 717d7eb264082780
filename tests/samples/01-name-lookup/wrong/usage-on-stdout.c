/*
 * misconception: takes its usage line for output
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: The usage line arrives on stdout, where a script would read it
 *   as an address.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(void)
{
	printf("USAGE: nslookup [-6] <inet_address>\n");
	exit(1);
}

static int print_unique(int family, char **list, int length)
{
	for (int i = 0; list[i] != NULL; i++) {
		int known = 0;
		for (int j = 0; j < i && !known; j++)
			known = memcmp(list[i], list[j], length) == 0;
		if (known)
			continue;
		char text[INET6_ADDRSTRLEN];
		inet_ntop(family, list[i], text, sizeof text);
		if (printf("%s\n", text) < 0)
			return -1;
	}
	return fflush(stdout);
}

int main(int argc, char **argv)
{
	int family = AF_INET;
	char *host = argv[1];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		host = argv[2];
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		usage();
	}

	struct hostent *he = gethostbyname2(host, family);
	if (he == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}
	if (print_unique(family, he->h_addr_list, he->h_length) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
