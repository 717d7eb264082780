/*
 * misconception: writes a list for people, with commas
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: The addresses share one line, and each is followed by a comma
 *   and a blank.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	struct hostent *hp;
	char buf[100];

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		hp = gethostbyname2(argv[2], AF_INET6);
	else if (argc == 2 && strcmp(argv[1], "-6") != 0)
		hp = gethostbyname2(argv[1], AF_INET);
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	if (hp == NULL) {
		fprintf(stderr, "%s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		exit(1);
	}
	for (int i = 0; hp->h_addr_list[i] != NULL; i++) {
		int j = 0;
		while (memcmp(hp->h_addr_list[i], hp->h_addr_list[j],
			       hp->h_length) != 0)
			j++;
		if (i == j)
			printf("%s, ",
				inet_ntop(hp->h_addrtype,
					hp->h_addr_list[i], buf,
					sizeof buf));
	}
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("stdout");
		exit(1);
	}
	exit(0);
}
