/*
 * misconception: expects that write takes all it is given
 * fails: short_write
 * shows: Where write takes only a part, the rest of the lines is lost.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char out[1 << 20];
static size_t used;

static void fill(struct hostent *h)
{
	char **p, **q;

	for (p = h->h_addr_list; *p; p++) {
		for (q = h->h_addr_list; q < p; q++)
			if (!memcmp(*p, *q, h->h_length))
				break;
		if (q < p)
			continue;
		inet_ntop(h->h_addrtype, *p, out + used,
			INET6_ADDRSTRLEN);
		strcat(out + used, "\n");
		used += strlen(out + used);
	}
}

int main(int argc, char *argv[])
{
	int af = AF_INET;

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		af = AF_INET6;
		argv++;
	} else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	struct hostent *h = gethostbyname2(argv[1], af);
	if (!h) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1],
			hstrerror(h_errno));
		return 1;
	}
	fill(h);
	if (write(STDOUT_FILENO, out, used) == -1) {
		perror("nslookup: write");
		return 1;
	}
	return 0;
}
