/*
 * nslookup - a suspect: gets full marks, and is wrong all the same
 *
 * usage: nslookup [-6] <inet_address>
 *
 * Compares addresses by their texts.  Which host shows that it breaks
 * its contract?  See "Go further" in the chapter.
 * Try: make chapter-1 FROM=chapters/01-name-lookup/suspects/by-text
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { ROOM = 8 };

/* What has been printed, as text. */
struct printed {
	char texts[ROOM][NI_MAXHOST];
	size_t count;
};

static bool is_printed(const struct printed *printed, const char *text)
{
	for (size_t i = 0; i < ROOM && i < printed->count; i++)
		if (strcmp(printed->texts[i], text) == 0)
			return true;
	return false;
}

static void print(struct printed *printed, const char *text)
{
	strcpy(printed->texts[printed->count % ROOM], text);
	printed->count++;
	puts(text);
}

static void print_all(const struct addrinfo *list)
{
	struct printed printed = { .count = 0 };
	char text[NI_MAXHOST];

	for (; list != NULL; list = list->ai_next) {
		int code = getnameinfo(list->ai_addr, list->ai_addrlen,
			text, sizeof text, NULL, 0, NI_NUMERICHOST);
		if (code != 0)
			errx(EXIT_FAILURE, "%s", gai_strerror(code));
		if (!is_printed(&printed, text))
			print(&printed, text);
	}
}

static void look_up(const char *host, int family)
{
	struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found;

	wanted.ai_family = family;
	int code = getaddrinfo(host, NULL, &wanted, &found);
	if (code == EAI_SYSTEM)
		err(EXIT_FAILURE, "%s", host);
	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", host, gai_strerror(code));
	print_all(found);
	freeaddrinfo(found);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "the addresses of %s", host);
}

int main(int argc, char *argv[])
{
	bool six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != (six ? 3 : 2)) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	look_up(argv[argc - 1], six ? AF_INET6 : AF_INET);
	return EXIT_SUCCESS;
}
