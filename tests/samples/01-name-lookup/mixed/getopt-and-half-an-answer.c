/*
 * cause: compares four bytes of each address, in IPv6 too
 * shows: Of several IPv6 addresses in one network only the first is
 *   printed.
 * fails: ipv6_every_address_once ipv6_canonical_text
 *
 * cause: takes the first packet of DNS for the whole answer
 * shows: RES_IGNTC: where the answer is cut short in UDP, it does not
 *   ask again over TCP.
 * fails: many_addresses_over_tcp
 *
 * cause: takes one failed look-up for the same as any other
 * shows: "lookup failed" is all that is said.
 * fails: server_failure
 *
 * cause: takes its usage line for output
 * shows: The usage line arrives on stdout.
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int usage(void)
{
	printf("USAGE: nslookup [-6] <inet_address>\n");
	return 1;
}

int main(int argc, char *argv[])
{
	int family = AF_INET, c, i, j;
	struct hostent *h;
	char text[INET6_ADDRSTRLEN];

	opterr = 0;
	while ((c = getopt(argc, argv, "6")) != -1) {
		if (c != '6')
			return usage();
		family = AF_INET6;
	}
	if (argc - optind != 1)
		return usage();
	res_init();
	_res.options |= RES_IGNTC;
	h = gethostbyname2(argv[optind], family);
	if (!h) {
		fprintf(stderr, "nslookup: lookup failed: %s\n",
			argv[optind]);
		return 1;
	}
	for (i = 0; h->h_addr_list[i]; i++) {
		for (j = 0; j < i; j++)
			if (!memcmp(h->h_addr_list[i],
				    h->h_addr_list[j], 4))
				break;
		if (j < i)
			continue;
		inet_ntop(family, h->h_addr_list[i], text, sizeof text);
		puts(text);
	}
	if (fclose(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
