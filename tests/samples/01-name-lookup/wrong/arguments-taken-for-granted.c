/*
 * misconception: takes it for granted that it is started with a host
 * fails: usage_without_arguments usage_with_only_dash_6
 * shows: Without arguments it crashes; after "-6" alone it looks up
 *   "(null)".
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	int family = AF_INET;
	char *host = argv[1];

	if (strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		host = argv[2];
		argc--;
	}
	if (argc > 2) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	struct addrinfo hints, *result, *r, *s;
	memset(&hints, 0, sizeof hints);
	hints.ai_family = family;
	hints.ai_socktype = SOCK_STREAM;
	int err = getaddrinfo(host, NULL, &hints, &result);
	if (err != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(err));
		return EXIT_FAILURE;
	}
	for (r = result; r != NULL; r = r->ai_next) {
		char text[NI_MAXHOST];

		for (s = result; s != r; s = s->ai_next)
			if (memcmp(s->ai_addr, r->ai_addr,
				    r->ai_addrlen) == 0)
				break;
		if (s != r)
			continue;
		getnameinfo(r->ai_addr, r->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(result);
	if (fflush(stdout) == EOF) {
		perror("nslookup: standard output");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
