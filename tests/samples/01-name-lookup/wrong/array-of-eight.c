/*
 * misconception: fills an array without looking at its size
 * fails: many_addresses_over_tcp
 * shows: From the ninth address on it writes past its array, which
 *   AddressSanitizer reports.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct result {
	int family;
	int count;
	unsigned char address[8][16];
};

static struct result *lookup(const char *host, int family)
{
	struct hostent *h = gethostbyname2(host, family);
	struct result *r = NULL;

	if (h != NULL)
		r = calloc(1, sizeof *r);
	if (r == NULL)
		return NULL;
	r->family = family;
	for (char **a = h->h_addr_list; *a != NULL; a++) {
		int i = 0;

		while (i < r->count &&
			memcmp(r->address[i], *a, h->h_length))
			i++;
		if (i == r->count)
			memcpy(r->address[r->count++], *a, h->h_length);
	}
	return r;
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	char text[INET6_ADDRSTRLEN];

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	struct result *r =
		lookup(argv[1 + six], six ? AF_INET6 : AF_INET);
	if (r == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1 + six],
			hstrerror(h_errno));
		return 1;
	}
	for (int i = 0; i < r->count; i++)
		puts(inet_ntop(
			r->family, r->address[i], text, sizeof text));
	free(r);
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
