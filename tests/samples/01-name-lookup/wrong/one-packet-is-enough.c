/*
 * misconception: takes the first packet of DNS for the whole answer
 * fails: many_addresses_over_tcp
 * shows: Where the answer is cut short in UDP, it does not ask again
 *   over TCP.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print(struct hostent *h)
{
	for (char **p = h->h_addr_list; *p; p++) {
		char **q = h->h_addr_list;
		char text[INET6_ADDRSTRLEN];

		while (memcmp(*p, *q, h->h_length))
			q++;
		if (p == q)
			puts(inet_ntop(
				h->h_addrtype, *p, text, sizeof text));
	}
	return fflush(stdout);
}

int main(int argc, char **argv)
{
	int family = AF_INET;

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		family = AF_INET6;
		argv++;
	} else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	/* DNS is UDP. A connection would only cost time. */
	res_init();
	_res.options |= RES_IGNTC;

	struct hostent *h = gethostbyname2(argv[1], family);
	if (!h) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1],
			hstrerror(h_errno));
		return 1;
	}
	if (print(h)) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
