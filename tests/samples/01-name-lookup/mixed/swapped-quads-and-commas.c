/*
 * cause: turns the addresses into the machine's byte order before it
 *   prints them
 * shows: 192.0.2.5 comes out as 5.2.0.192.
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 *
 * cause: writes a list for people, with commas
 * shows: The addresses share one line.
 * fails: three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write
 *   ipv6_every_address_once ipv6_canonical_text
 *
 * cause: reports a failure where the addresses go
 * shows: stdout has a message, and stderr has none.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void format4(uint32_t address, char *out)
{
	address = ntohl(address);
	sprintf(out, "%u.%u.%u.%u", address & 255, (address >> 8) & 255,
		(address >> 16) & 255, address >> 24);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *a, *b;
	int family, code, n = 0;
	char text[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		family = AF_INET6;
	else if (argc == 2 && strcmp(argv[1], "-6") != 0)
		family = AF_INET;
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_family = family;
	hints.ai_socktype = SOCK_STREAM;
	code = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (code) {
		printf("can't find %s: %s\n", argv[argc - 1],
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return 1;
	}
	for (a = list; a; a = a->ai_next) {
		for (b = list; b != a; b = b->ai_next)
			if (memcmp(a->ai_addr, b->ai_addr,
				    a->ai_addrlen) == 0)
				break;
		if (b != a)
			continue;
		if (family == AF_INET)
			format4(((struct sockaddr_in *)a->ai_addr)
					->sin_addr.s_addr,
				text);
		else
			inet_ntop(family,
				&((struct sockaddr_in6 *)a->ai_addr)
					 ->sin6_addr,
				text, sizeof text);
		printf("%s%s", n++ ? ", " : "", text);
	}
	printf("\n");
	freeaddrinfo(list);
	if (fflush(stdout) == EOF) {
		fprintf(stderr, "stdout: %s\n", strerror(errno));
		return 1;
	}
	return 0;
}
