/*
 * misconception: looks for the reason of a failed look-up in errno
 * fails: unknown_name name_without_ipv4 server_failure overlong_name
 *   odd_characters
 * shows: perror says "Success" for an unknown name.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	struct addrinfo hints;
	struct addrinfo *list, *a, *b;
	const char *host = argv[1];

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
		host = argv[2];
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(EXIT_FAILURE);
	}

	if (getaddrinfo(host, NULL, &hints, &list) != 0) {
		perror(host);
		exit(EXIT_FAILURE);
	}

	for (a = list; a != NULL; a = a->ai_next) {
		char text[NI_MAXHOST];

		for (b = list; b != a; b = b->ai_next)
			if (memcmp(a->ai_addr, b->ai_addr,
				    a->ai_addrlen) == 0)
				break;
		if (b != a)
			continue;
		getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof(text), NULL, 0, NI_NUMERICHOST);
		printf("%s\n", text);
	}
	freeaddrinfo(list);

	if (fflush(stdout) == EOF) {
		perror("stdout");
		exit(EXIT_FAILURE);
	}
	exit(EXIT_SUCCESS);
}
