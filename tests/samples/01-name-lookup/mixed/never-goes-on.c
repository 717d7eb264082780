/*
 * cause: never goes on to the next entry of the list
 * shows: The first address is printed for ever.
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: frees the list after a failed look-up too
 * shows: freeaddrinfo follows a pointer that was never set and crashes.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket ipv6_missing
 *
 * cause: takes "too few arguments" for the only wrong number
 * shows: With two hosts it looks up the first and drops the second.
 * fails: usage_with_two_hosts usage_with_dash_6_and_two_hosts
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	struct addrinfo *list, *p, hints;
	int opt6 = 0, err, ret = 0;
	char name[INET6_ADDRSTRLEN];

	if (argc > 1 && strcmp(argv[1], "-6") == 0)
		opt6 = 1;
	if (argc < 2 + opt6) {
		fprintf(stderr, "USAGE: %s [-6] inet_address\n",
			argv[0]);
		return 1;
	}

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_family = opt6 ? PF_INET6 : PF_INET;
	err = getaddrinfo(argv[1 + opt6], NULL, &hints, &list);
	if (err) {
		fprintf(stderr, "%s: %s\n", argv[1 + opt6],
			err == EAI_SYSTEM ? strerror(errno)
					  : gai_strerror(err));
		ret = 1;
		goto out;
	}
	p = list;
	while (p != NULL) {
		if (opt6)
			inet_ntop(AF_INET6,
				&((struct sockaddr_in6 *)p->ai_addr)
					 ->sin6_addr,
				name, sizeof(name));
		else
			inet_ntop(AF_INET,
				&((struct sockaddr_in *)p->ai_addr)
					 ->sin_addr,
				name, sizeof(name));
		printf("%s\n", name);
	}
	if (fflush(stdout))
		ret = 1;
out:
	freeaddrinfo(list);
	return ret;
}
