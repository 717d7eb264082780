/*
 * misconception: takes the resolver's number for a reason that people
 *   understand
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters
 * shows: stderr has the host and a number such as -2.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int equal(struct addrinfo *a, struct addrinfo *b)
{
	return memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) == 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET };
	struct addrinfo *list, *p, *q;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	hints.ai_socktype = SOCK_STREAM;

	int result = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (result != 0) {
		fprintf(stderr, "%s: %d\n", argv[argc - 1], result);
		return 1;
	}

	for (p = list; p != NULL; p = p->ai_next) {
		char text[NI_MAXHOST];

		q = list;
		while (!equal(p, q))
			q = q->ai_next;
		if (p != q)
			continue;
		getnameinfo(p->ai_addr, p->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(list);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
