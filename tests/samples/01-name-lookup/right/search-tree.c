/* Keeps the addresses that it has seen in a search tree (tsearch). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t length;

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, length);
}

/* The tree only points to the addresses. */
static void keep(void *address)
{
	(void)address;
}

static int print(char *const *addresses, int family)
{
	char text[INET6_ADDRSTRLEN];
	void *tree = NULL;
	int result = 0;

	for (; *addresses != NULL && result >= 0; addresses++) {
		if (tfind(*addresses, &tree, compare) != NULL)
			continue;
		if (tsearch(*addresses, &tree, compare) == NULL ||
			!inet_ntop(
				family, *addresses, text, sizeof text))
			result = -1;
		else
			result = puts(text);
	}
	tdestroy(tree, keep);
	return result < 0 ? -1 : fflush(stdout);
}

int main(int argc, char *argv[])
{
	int family = argc == 3 ? AF_INET6 : AF_INET;
	int dashes = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc < 2 || argc > 3 || dashes != (argc == 3)) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			program_invocation_name);
		return EXIT_FAILURE;
	}

	const char *name = argv[argc - 1];
	struct hostent *host = gethostbyname2(name, family);
	if (host == NULL) {
		warnx("%s: %s", name, hstrerror(h_errno));
		return EXIT_FAILURE;
	}
	length = (size_t)host->h_length;
	if (print(host->h_addr_list, family) != 0)
		err(EXIT_FAILURE, "%s", name);
	return EXIT_SUCCESS;
}
