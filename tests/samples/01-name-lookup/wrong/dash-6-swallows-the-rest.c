/*
 * misconception: counts its arguments only where there is no option
 * fails: usage_with_dash_6_and_two_hosts
 * shows: After -6 and a host a second host is dropped without a word.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int family = AF_INET;

static char *read_arguments(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		return argv[2];
	}
	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	return argv[1];
}

static int printed_before(char **list, int i, int length)
{
	for (int k = 0; k < i; k++)
		if (memcmp(list[k], list[i], length) == 0)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	char *host = read_arguments(argc, argv);
	struct hostent *h = gethostbyname2(host, family);

	if (h == NULL) {
		fprintf(stderr, "%s: %s\n", host, hstrerror(h_errno));
		exit(1);
	}
	for (int i = 0; h->h_addr_list[i]; i++) {
		char text[INET6_ADDRSTRLEN];

		if (printed_before(h->h_addr_list, i, h->h_length))
			continue;
		inet_ntop(family, h->h_addr_list[i], text, sizeof text);
		printf("%s\n", text);
	}
	if (fflush(stdout) == EOF) {
		perror("stdout");
		exit(1);
	}
	return 0;
}
