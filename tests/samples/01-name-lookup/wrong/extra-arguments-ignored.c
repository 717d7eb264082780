/*
 * misconception: takes "too few arguments" for the only wrong number
 * fails: usage_with_two_hosts usage_with_dash_6_and_two_hosts
 * shows: With two hosts it looks up the first and drops the second.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *host, const char *reason)
{
	fprintf(stderr, "nslookup: %s: %s\n", host, reason);
	exit(1);
}

int main(int argc, char **argv)
{
	int af = AF_INET, arg = 1;

	if (argc > 1 && !strcmp(argv[1], "-6")) {
		af = AF_INET6;
		arg = 2;
	}
	if (argc < arg + 1) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *h = gethostbyname2(argv[arg], af);
	if (!h)
		fail(argv[arg], hstrerror(h_errno));

	for (char **p = h->h_addr_list; *p; p++) {
		char **q = h->h_addr_list;
		char buf[64];

		while (memcmp(*q, *p, h->h_length))
			q++;
		if (q == p &&
			printf("%s\n", inet_ntop(af, *p, buf, 64)) < 0)
			fail("stdout", "cannot write");
	}
	if (fflush(stdout))
		fail("stdout", "cannot write");
	return 0;
}
