/* Asks for every family and socket type, then picks what it wants. */
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool is_first_of_its_kind(
	const struct addrinfo *list, const struct addrinfo *entry)
{
	for (; list != entry; list = list->ai_next)
		if (list->ai_addrlen == entry->ai_addrlen &&
			memcmp(list->ai_addr, entry->ai_addr,
				entry->ai_addrlen) == 0)
			return false;
	return true;
}

/* Returns how many addresses it printed, or -1. */
static int print_family(const struct addrinfo *list, int family)
{
	const struct addrinfo *entry;
	char text[NI_MAXHOST];
	int count = 0;

	for (entry = list; entry != NULL; entry = entry->ai_next) {
		if (entry->ai_family != family ||
			!is_first_of_its_kind(list, entry))
			continue;
		if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text,
			    sizeof text, NULL, 0,
			    NI_NUMERICHOST) != 0 ||
			puts(text) == EOF)
			return -1;
		count++;
	}
	return fflush(stdout) == EOF ? -1 : count;
}

int main(int argc, char *argv[])
{
	const char *host = argc > 1 ? argv[argc - 1] : "";
	int family = AF_INET;
	struct addrinfo hints = { .ai_family = AF_UNSPEC };
	struct addrinfo *list;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else if (argc != 2 || strcmp(host, "-6") == 0) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return EXIT_FAILURE;
	}

	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return EXIT_FAILURE;
	}
	int count = print_family(list, family);
	if (count == -1)
		perror("nslookup: cannot print");
	if (count == 0)
		fprintf(stderr,
			"nslookup: %s: the name exists, but it has no "
			"IPv%d "
			"address\n",
			host, family == AF_INET ? 4 : 6);
	freeaddrinfo(list);
	return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
