/*
 * misconception: takes every failed look-up for a name that does not
 *   exist
 * fails: server_failure
 * shows: A broken, refusing or silent server is reported as "unknown
 *   host".
 */
#define _GNU_SOURCE /* for EAI_NODATA */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *message(int code)
{
	switch (code) {
	case EAI_NODATA:
		return "host has no such address";
	case EAI_MEMORY:
		return "out of memory";
	default:
		return "unknown host";
	}
}

static int cmp(const struct addrinfo *a, const struct addrinfo *b)
{
	if (a->ai_addrlen != b->ai_addrlen)
		return 1;
	return memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_protocol = IPPROTO_UDP };
	struct addrinfo *all;
	char *host;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		hints.ai_family = AF_INET;
		host = argv[1];
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
		host = argv[2];
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	int code = getaddrinfo(host, NULL, &hints, &all);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			message(code));
		return 1;
	}
	for (struct addrinfo *a = all; a; a = a->ai_next) {
		struct addrinfo *b = all;
		char text[NI_MAXHOST];

		while (cmp(a, b) != 0)
			b = b->ai_next;
		if (b == a &&
			getnameinfo(a->ai_addr, a->ai_addrlen, text,
				sizeof text, NULL, 0,
				NI_NUMERICHOST) == 0)
			puts(text);
	}
	freeaddrinfo(all);
	if (fflush(stdout) != 0) {
		perror("nslookup: write");
		return 1;
	}
	return 0;
}
