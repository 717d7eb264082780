/*
 * misconception: takes every host for an address in digits
 * fails: one_address nothing_on_stderr newline_at_the_end alias
 *   chain_of_aliases hosts_file three_addresses every_byte_value
 *   many_addresses_over_tcp repeated_address_once hosts_file_lines
 *   short_write memory_given_back server_failure full_disk no_socket
 *   ipv6_address ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine ipv6_missing
 * shows: Every name is reported as unknown, and no DNS server is ever
 *   asked.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	struct addrinfo hints, *servinfo, *p, *q;
	char *hostname;
	int rv;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_NUMERICHOST;

	if (argc == 2 && strcmp(argv[1], "-6")) {
		hostname = argv[1];
	} else if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
		hostname = argv[2];
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}

	if ((rv = getaddrinfo(hostname, NULL, &hints, &servinfo)) !=
		0) {
		fprintf(stderr, "getaddrinfo: %s: %s\n", hostname,
			gai_strerror(rv));
		exit(1);
	}

	for (p = servinfo; p != NULL; p = p->ai_next) {
		char host[NI_MAXHOST];

		for (q = servinfo; q != p; q = q->ai_next)
			if (!memcmp(q->ai_addr, p->ai_addr,
				    p->ai_addrlen))
				break;
		if (q != p)
			continue;
		getnameinfo(p->ai_addr, p->ai_addrlen, host,
			sizeof host, NULL, 0, NI_NUMERICHOST);
		printf("%s\n", host);
	}
	freeaddrinfo(servinfo);

	if (fflush(stdout) != 0) {
		perror("fflush");
		exit(1);
	}
	return 0;
}
