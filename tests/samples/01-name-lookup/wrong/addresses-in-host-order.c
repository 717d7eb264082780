/*
 * misconception: turns the addresses into the machine's byte order
 *   before it prints them
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 * shows: 192.0.2.5 comes out as 5.2.0.192.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define same(a, b, h) (memcmp((a), (b), (size_t)(h)->h_length) == 0)

static void print_ipv4(const char *bytes)
{
	struct in_addr address;

	memcpy(&address, bytes, sizeof address);
	address.s_addr = ntohl(address.s_addr);
	puts(inet_ntoa(address));
}

static void print_ipv6(const char *bytes)
{
	char text[INET6_ADDRSTRLEN];

	puts(inet_ntop(AF_INET6, bytes, text, sizeof text));
}

int main(int argc, char *argv[])
{
	int ipv6 = argc == 3 && !strcmp(argv[1], "-6");

	if (argc != 2 + ipv6 || (!ipv6 && !strcmp(argv[1], "-6"))) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	struct hostent *h = gethostbyname2(
		argv[1 + ipv6], ipv6 ? AF_INET6 : AF_INET);
	if (!h) {
		fprintf(stderr, "%s: %s\n", argv[1 + ipv6],
			hstrerror(h_errno));
		return EXIT_FAILURE;
	}

	char **address, **earlier;
	for (address = h->h_addr_list; *address; address++) {
		earlier = h->h_addr_list;
		while (!same(*earlier, *address, h))
			earlier++;
		if (earlier != address)
			continue;
		if (ipv6)
			print_ipv6(*address);
		else
			print_ipv4(*address);
	}
	if (fflush(stdout)) {
		perror("cannot print");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
