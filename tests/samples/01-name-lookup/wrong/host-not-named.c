/*
 * misconception: tells the reason of a failure but not which host it
 *   was
 * fails: unknown_name
 * shows: The host's name is missing from stderr.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const void *bytes(const struct addrinfo *ai)
{
	return ai->ai_family == AF_INET6
		? (void *)&((struct sockaddr_in6 *)ai->ai_addr)
			  ->sin6_addr
		: (void *)&((struct sockaddr_in *)ai->ai_addr)
			  ->sin_addr;
}

static int same(const struct addrinfo *a, const struct addrinfo *b)
{
	return memcmp(bytes(a), bytes(b),
		       a->ai_family == AF_INET6 ? 16 : 4) == 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, *a, *b;
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	char text[INET6_ADDRSTRLEN];

	hints.ai_family = AF_INET;
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		hints.ai_family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return 1;
	}

	int code = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (code != 0)
		errx(1, "%s", gai_strerror(code));

	for (a = list; a; a = a->ai_next) {
		for (b = list; !same(a, b); b = b->ai_next)
			;
		if (a == b)
			puts(inet_ntop(a->ai_family, bytes(a), text,
				sizeof text));
	}
	freeaddrinfo(list);
	if (fflush(stdout))
		err(1, "cannot write");
	return 0;
}
