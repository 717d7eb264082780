/*
 * misconception: takes the first address for the only one
 * fails: three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write
 *   ipv6_every_address_once ipv6_canonical_text
 * shows: However many addresses the host has, one line is printed.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[])
{
	struct hostent *host;
	char address[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		host = gethostbyname2(argv[2], AF_INET6);
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		host = gethostbyname2(argv[1], AF_INET);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	if (host == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		return 1;
	}

	inet_ntop(host->h_addrtype, host->h_addr, address,
		sizeof address);
	printf("%s\n", address);
	if (fflush(stdout) != 0) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
