/*
 * misconception: takes printing the usage for the end of the program
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: After the usage line it looks up the last argument, and ends
 *   as if nothing had been wrong.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int family = AF_INET;

static char *get_host(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		return argv[1];
	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		return argv[2];
	}
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	return argv[argc - 1];
}

int main(int argc, char *argv[])
{
	char text[INET6_ADDRSTRLEN];
	char *host = get_host(argc, argv);
	struct hostent *found = gethostbyname2(host, family);
	int i, k;

	if (found == NULL) {
		fprintf(stderr, "%s: %s\n", host, hstrerror(h_errno));
		exit(EXIT_FAILURE);
	}
	for (i = 0; found->h_addr_list[i] != NULL; i++) {
		for (k = 0; k < i; k++)
			if (memcmp(found->h_addr_list[k],
				    found->h_addr_list[i],
				    found->h_length) == 0)
				break;
		if (k == i)
			puts(inet_ntop(family, found->h_addr_list[i],
				text, sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror("stdout");
		exit(EXIT_FAILURE);
	}
	return 0;
}
