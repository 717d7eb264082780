/*
 * misconception: follows another rule book, where a usage error is
 *   status 2
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: After a wrong command line the exit status is 2 instead of 1.
 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_TROUBLE = 1, EXIT_USAGE = 2 };

static void print(struct addrinfo *first, struct addrinfo *entry)
{
	char text[NI_MAXHOST];

	for (; first != entry; first = first->ai_next)
		if (!memcmp(first->ai_addr, entry->ai_addr,
			    entry->ai_addrlen))
			return;
	if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text,
		    sizeof text, NULL, 0, NI_NUMERICHOST) == 0)
		puts(text);
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, *entry,
		hints = { .ai_family = AF_INET,
			.ai_socktype = SOCK_STREAM };
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "6")) != -1) {
		if (option != '6')
			optind = argc + 1;
		hints.ai_family = AF_INET6;
	}
	if (optind != argc - 1) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_USAGE;
	}

	int code = getaddrinfo(argv[optind], NULL, &hints, &list);
	if (code)
		errx(EXIT_TROUBLE, "%s: %s", argv[optind],
			gai_strerror(code));
	for (entry = list; entry; entry = entry->ai_next)
		print(list, entry);
	freeaddrinfo(list);
	if (fclose(stdout))
		err(EXIT_TROUBLE, "cannot write");
	return EXIT_SUCCESS;
}
