/*
 * misconception: takes it for granted that a new variable is zero
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back server_failure
 *   full_disk no_socket ipv6_address ipv6_every_address_once
 *   ipv6_numeric ipv6_canonical_text ipv6_on_loopback_only_machine
 *   ipv6_missing
 * shows: hints has what was in memory before, and getaddrinfo finds bad
 *   flags there.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
	int status = EXIT_FAILURE;
	struct addrinfo hints;
	struct addrinfo *list = NULL;

	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		hints.ai_family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0)
		goto usage;

	const char *host = argv[argc - 1];
	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return EXIT_FAILURE;
	}
	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		struct addrinfo *b = list;
		char text[INET6_ADDRSTRLEN];

		while (a != b &&
			memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) !=
				0)
			b = b->ai_next;
		if (a != b)
			continue;
		const void *bytes = a->ai_family == AF_INET6
			? (void *)&((struct sockaddr_in6 *)(void *)
					    a->ai_addr)
				  ->sin6_addr
			: (void *)&((struct sockaddr_in *)(void *)
					    a->ai_addr)
				  ->sin_addr;
		if (inet_ntop(a->ai_family, bytes, text, sizeof text) ==
			NULL)
			goto broken;
		if (printf("%s\n", text) < 0)
			goto broken;
	}
	if (fflush(stdout) == EOF)
		goto broken;
	status = EXIT_SUCCESS;
	goto done;

broken:
	fprintf(stderr, "nslookup: %s: %s\n", host, strerror(errno));
done:
	freeaddrinfo(list);
	return status;
usage:
	fprintf(stderr, "USAGE: %s [-6] <inet_address>\n", argv[0]);
	return status;
}
