/*
 * misconception: accepts a host only if it looks like a name
 * fails: numeric_address ipv6_numeric
 * shows: A host without a single letter at its beginning is refused
 *   before any look-up.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_host_name(const char *s)
{
	return isalpha((unsigned char)*s);
}

static bool listed(char *const *list, size_t count, const char *address,
	size_t size)
{
	while (count-- > 0)
		if (memcmp(list[count], address, size) == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	int af = AF_INET;
	const char *host = argv[argc - 1];

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		af = AF_INET6;
	else if (argc != 2 || strcmp(host, "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}
	if (!is_host_name(host)) {
		fprintf(stderr, "%s: %s: not a valid host name\n",
			argv[0], host);
		return 1;
	}

	struct hostent *he = gethostbyname2(host, af);
	if (he == NULL) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			hstrerror(h_errno));
		return 1;
	}
	for (size_t i = 0; he->h_addr_list[i] != NULL; i++) {
		char text[INET6_ADDRSTRLEN];

		if (listed(he->h_addr_list, i, he->h_addr_list[i],
			    (size_t)he->h_length))
			continue;
		puts(inet_ntop(
			af, he->h_addr_list[i], text, sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		return 1;
	}
	return 0;
}
