/*
 * misconception: takes an alias for a failed look-up
 * fails: alias chain_of_aliases
 * shows: Where the name found is not the name asked for, it reports a
 *   failure.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int main(int argc, char *argv[])
{
	int family = AF_INET;
	const char *prog = argv[0];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		argv++, argc--;
	}
	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			prog);
		return 1;
	}

	struct hostent *h = gethostbyname2(argv[1], family);
	if (h == NULL) {
		fprintf(stderr, "%s: %s: %s\n", prog, argv[1],
			hstrerror(h_errno));
		return 1;
	}
	/* Somebody else answered! */
	if (strcasecmp(h->h_name, argv[1]) != 0) {
		fprintf(stderr, "%s: asked for %s, but got %s\n", prog,
			argv[1], h->h_name);
		return 1;
	}

	size_t size = (size_t)h->h_length;
	for (char **one = h->h_addr_list; *one != NULL; one++) {
		char **old = h->h_addr_list;
		char text[INET6_ADDRSTRLEN];

		while (old < one && memcmp(*old, *one, size) != 0)
			old++;
		if (old < one)
			continue;
		if (puts(inet_ntop(family, *one, text, sizeof text)) ==
			EOF)
			break;
	}
	if (ferror(stdout) || fflush(stdout) == EOF) {
		fprintf(stderr, "%s: cannot write: %m\n", prog);
		return 1;
	}
	return 0;
}
