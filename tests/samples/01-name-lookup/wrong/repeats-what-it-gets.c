/*
 * misconception: trusts the resolver to name each address once
 * fails: repeated_address_once hosts_file_lines ipv6_every_address_once
 * shows: An address that the answer or /etc/hosts repeats is printed
 *   again.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	struct addrinfo *ai, *ai0;
	struct addrinfo hints = {
		.ai_flags = 0,
		.ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM,
	};

	if (argc == 3 && !strcmp(argv[1], "-6"))
		hints.ai_family = AF_INET6;
	else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}

	int e = getaddrinfo(argv[argc - 1], NULL, &hints, &ai0);
	if (e)
		errx(EXIT_FAILURE, "%s: %s", argv[argc - 1],
			e == EAI_SYSTEM ? "system error"
					: gai_strerror(e));

	for (ai = ai0; ai; ai = ai->ai_next) {
		char text[INET6_ADDRSTRLEN];
		const void *addr;

		if (ai->ai_family == AF_INET6)
			addr = &((struct sockaddr_in6 *)ai->ai_addr)
					->sin6_addr;
		else
			addr = &((struct sockaddr_in *)ai->ai_addr)
					->sin_addr;
		if (puts(inet_ntop(ai->ai_family, addr, text,
			    sizeof text)) < 0)
			break;
	}
	freeaddrinfo(ai0);
	if (ferror(stdout) || fflush(stdout))
		err(EXIT_FAILURE, "stdout");
	return EXIT_SUCCESS;
}
