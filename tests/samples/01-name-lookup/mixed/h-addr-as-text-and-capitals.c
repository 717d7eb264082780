/*
 * cause: takes the entries of h_addr_list for text
 * shows: Raw bytes are printed instead of a dotted quad.
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 *
 * cause: writes hexadecimal digits in capitals
 * shows: 2001:db8::a comes out as 2001:DB8::A.
 * fails: ipv6_address ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 *
 * cause: trusts the resolver to name each address once
 * shows: An address that comes twice is printed twice.
 * fails: repeated_address_once hosts_file_lines ipv6_every_address_once
 *
 * cause: looks for the reason of a failed look-up in errno
 * shows: perror says "Success" for an unknown name.
 * fails: unknown_name name_without_ipv4 server_failure overlong_name
 *   odd_characters
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int lookup4(const char *host)
{
	struct hostent *hp = gethostbyname(host);
	int i;

	if (!hp)
		return -1;
	for (i = 0; hp->h_addr_list[i]; i++)
		printf("%s\n", hp->h_addr_list[i]);
	return 0;
}

int lookup6(const char *host)
{
	struct hostent *hp = gethostbyname2(host, AF_INET6);
	char text[INET6_ADDRSTRLEN], *c;
	int i;

	if (!hp)
		return -1;
	for (i = 0; hp->h_addr_list[i]; i++) {
		inet_ntop(AF_INET6, hp->h_addr_list[i], text,
			sizeof text);
		for (c = text; *c; c++)
			*c = toupper(*c);
		printf("%s\n", text);
	}
	return 0;
}

int main(int argc, char *argv[])
{
	int r;

	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		r = lookup4(argv[1]);
	else if (argc == 3 && strcmp(argv[1], "-6") == 0)
		r = lookup6(argv[2]);
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (r == 0 && fflush(stdout) == 0)
		return 0;
	perror(argv[argc - 1]);
	return 1;
}
