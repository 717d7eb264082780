/*
 * misconception: takes the host's name for a format string
 * fails: odd_characters
 * shows: Where the name has %n or %s in it, printf reads and writes
 *   where it must not.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *host, const char *reason)
{
	fprintf(stderr, host);
	fprintf(stderr, ": %s\n", reason);
	exit(1);
}

int main(int argc, char *argv[])
{
	const char *host = argv[1];
	struct hostent *h;
	int family = AF_INET;
	char text[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		host = argv[2];
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if ((h = gethostbyname2(host, family)) == NULL)
		fail(host, hstrerror(h_errno));

	for (char **p = h->h_addr_list; *p; p++) {
		char **q;

		for (q = h->h_addr_list; q < p; q++)
			if (memcmp(*q, *p, h->h_length) == 0)
				break;
		if (q == p)
			puts(inet_ntop(family, *p, text, sizeof text));
	}
	if (fflush(stdout) == EOF)
		fail("stdout", "cannot write");
	return 0;
}
