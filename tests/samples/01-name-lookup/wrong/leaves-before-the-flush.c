/*
 * misconception: expects that printf has written the line when it
 *   returns
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias
 *   chain_of_aliases hosts_file three_addresses every_byte_value
 *   many_addresses_over_tcp repeated_address_once hosts_file_lines
 *   short_write memory_given_back full_disk ipv6_address
 *   ipv6_every_address_once ipv6_numeric ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 * shows: _exit drops what stdio still holds: all is well on a terminal,
 *   a pipe stays empty.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void print(int family, char **list, int length)
{
	char text[INET6_ADDRSTRLEN];

	for (int i = 0, j; list[i]; i++) {
		for (j = 0; j < i; j++)
			if (!memcmp(list[i], list[j], length))
				break;
		if (j < i)
			continue;
		inet_ntop(family, list[i], text, sizeof text);
		if (printf("%s\n", text) < 0) {
			perror("nslookup: printf");
			_exit(1);
		}
	}
}

int main(int argc, char **argv)
{
	struct hostent *h;

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		h = gethostbyname2(argv[2], AF_INET6);
	} else if (argc == 2 && strcmp(argv[1], "-6")) {
		h = gethostbyname2(argv[1], AF_INET);
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		_exit(1);
	}
	if (!h) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], argv[argc - 1],
			hstrerror(h_errno));
		_exit(1);
	}
	print(h->h_addrtype, h->h_addr_list, h->h_length);
	_exit(0);
}
