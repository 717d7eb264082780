/*
 * misconception: tidies up only where all went well
 * fails: server_refuses
 * shows: LeakSanitizer finds the copy of the host's name lost after a
 *   failed look-up.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int nslookup(const char *argument, int family)
{
	char *host = strdup(argument);
	char text[INET6_ADDRSTRLEN];

	if (host == NULL) {
		perror(argument);
		return 1;
	}
	for (char *c = host; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);

	struct hostent *h = gethostbyname2(host, family);
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argument,
			hstrerror(h_errno));
		return 1;
	}
	for (char **a = h->h_addr_list; *a != NULL; a++) {
		char **b = h->h_addr_list;

		while (memcmp(*a, *b, h->h_length) != 0)
			b++;
		if (a == b)
			puts(inet_ntop(family, *a, text, sizeof text));
	}
	free(host);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		return nslookup(argv[2], AF_INET6);
	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		return nslookup(argv[1], AF_INET);
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	return 1;
}
