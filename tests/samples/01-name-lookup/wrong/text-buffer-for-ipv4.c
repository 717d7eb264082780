/*
 * misconception: expects that an IPv6 address fits where a dotted quad
 *   fits
 * fails: ipv6_address ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 * shows: inet_ntop reports that there is no space for a text of more
 *   than 15 characters.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static struct hostent *find(const char *host, int family)
{
	struct hostent *h = gethostbyname2(host, family);

	if (h == NULL) {
		fprintf(stderr, "%s: %s\n", host, hstrerror(h_errno));
		exit(EXIT_FAILURE);
	}
	return h;
}

static void print(int family, const void *address)
{
	char text[INET_ADDRSTRLEN];

	if (inet_ntop(family, address, text, sizeof(text)) == NULL)
		die("inet_ntop");
	if (printf("%s\n", text) < 0)
		die("printf");
}

int main(int argc, char *argv[])
{
	struct hostent *h;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		h = find(argv[1], AF_INET);
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		h = find(argv[2], AF_INET6);
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}

	for (int i = 0, j; h->h_addr_list[i] != NULL; i++) {
		for (j = 0; j < i; j++)
			if (memcmp(h->h_addr_list[j], h->h_addr_list[i],
				    h->h_length) == 0)
				break;
		if (j == i)
			print(h->h_addrtype, h->h_addr_list[i]);
	}
	if (fflush(stdout) == EOF)
		die("stdout");
	return EXIT_SUCCESS;
}
