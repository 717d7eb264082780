/*
 * cause: uses the result of gethostbyname2 before it looks whether
 *   there is one
 * shows: It dies on the null pointer as soon as a look-up fails.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket ipv6_missing
 *
 * cause: takes h_length for the number of addresses
 * shows: It counts to four, or to sixteen with -6.
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: takes printing the usage for the end of the program
 * shows: After the usage line it looks up what it has.
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
	struct hostent *h;
	char buf[INET6_ADDRSTRLEN];
	int i, j, f = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		f = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0)
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
	h = gethostbyname2(argv[argc - 1], f);
	for (i = 0; i < h->h_length; i++) {
		for (j = 0; j < i; j++)
			if (memcmp(h->h_addr_list[i], h->h_addr_list[j],
				    h->h_length) == 0)
				break;
		if (j == i)
			puts(inet_ntop(f, h->h_addr_list[i], buf,
				sizeof(buf)));
	}
	if (fflush(stdout) != 0) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
