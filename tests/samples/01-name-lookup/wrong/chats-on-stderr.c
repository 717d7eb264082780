/*
 * misconception: counts what it found, on stderr and in the best of
 *   cases too
 * fails: nothing_on_stderr
 * shows: stderr is not empty after a success.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *subject, const char *reason)
{
	fprintf(stderr, "nslookup: %s: %s\n", subject, reason);
	exit(1);
}

int main(int argc, char *argv[])
{
	int family = AF_INET, number = 0;
	char text[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	char *name = argv[argc - 1];
	struct hostent *h = gethostbyname2(name, family);
	if (h == NULL)
		die(name, hstrerror(h_errno));

	for (char **p = h->h_addr_list; *p != NULL; p++) {
		char **q;

		for (q = h->h_addr_list; q != p; q++)
			if (memcmp(*q, *p, h->h_length) == 0)
				break;
		if (q == p) {
			number++;
			puts(inet_ntop(family, *p, text, sizeof text));
		}
	}
	if (fflush(stdout) != 0)
		die("stdout", "write error");
	fprintf(stderr, "%d address(es) found for %s\n", number, name);
	return 0;
}
