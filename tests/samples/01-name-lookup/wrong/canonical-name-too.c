/*
 * misconception: prints the host's full name above its addresses
 * fails: one_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write full_disk ipv6_address
 *   ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 * shows: The first line on stdout is a name and not an address.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *number(const struct addrinfo *ai)
{
	static char text[NI_MAXHOST];

	if (getnameinfo(ai->ai_addr, ai->ai_addrlen, text, sizeof text,
		    NULL, 0, NI_NUMERICHOST) != 0)
		return "?";
	return text;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_CANONNAME };
	struct addrinfo *result, *ai, *other;
	const char *host = argv[1];

	if (argc == 3 && strcmp(host, "-6") == 0) {
		hints.ai_family = AF_INET6;
		host = argv[2];
	} else if (argc != 2 || strcmp(host, "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}

	int error = getaddrinfo(host, NULL, &hints, &result);
	if (error != 0) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			gai_strerror(error));
		return EXIT_FAILURE;
	}

	puts(result->ai_canonname);
	for (ai = result; ai; ai = ai->ai_next) {
		other = result;
		while (memcmp(
			other->ai_addr, ai->ai_addr, ai->ai_addrlen))
			other = other->ai_next;
		if (other == ai)
			puts(number(ai));
	}
	freeaddrinfo(result);
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
