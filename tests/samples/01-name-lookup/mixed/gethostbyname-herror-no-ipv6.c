/*
 * cause: takes IPv4 for the whole Internet
 * shows: -6 and a host are answered with the usage line.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine ipv6_missing
 *
 * cause: takes a single argument for a host whatever it is
 * shows: "-6" alone is looked up as a name.
 * fails: usage_with_only_dash_6
 *
 * cause: tells the reason of a failure but not which host it was
 * shows: herror says "gethostbyname: Unknown host".
 * fails: unknown_name
 *
 * cause: trusts the resolver to name each address once
 * shows: An address that comes twice is printed twice.
 * fails: repeated_address_once hosts_file_lines
 *
 * cause: expects that what it prints always arrives
 * shows: On a full disk the exit status is 0.
 * fails: full_disk
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
	struct hostent *he;
	struct in_addr **addr_list;
	int i;

	if (argc != 2) {
		fprintf(stderr, "USAGE: nslookup hostname\n");
		return 1;
	}

	if ((he = gethostbyname(argv[1])) ==
		NULL) { // get the host info
		herror("gethostbyname");
		return 1;
	}

	addr_list = (struct in_addr **)he->h_addr_list;
	for (i = 0; addr_list[i] != NULL; i++) {
		printf("%s\n", inet_ntoa(*addr_list[i]));
	}
	return 0;
}
