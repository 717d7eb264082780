/*
 * misconception: takes IPv4 for the whole Internet
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine ipv6_missing
 * shows: -6 is answered with the usage line.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
	struct hostent *host;
	struct in_addr **list;
	int i, j;

	if (argc != 2 || argv[1][0] == '-') {
		fprintf(stderr, "USAGE: nslookup <inet_address>\n");
		exit(1);
	}

	host = gethostbyname(argv[1]);
	if (host == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1],
			hstrerror(h_errno));
		exit(1);
	}

	list = (struct in_addr **)host->h_addr_list;
	for (i = 0; list[i] != NULL; i++) {
		for (j = 0; list[j]->s_addr != list[i]->s_addr; j++)
			continue;
		if (j == i)
			printf("%s\n", inet_ntoa(*list[i]));
	}
	if (fflush(stdout) != 0) {
		perror("nslookup");
		exit(1);
	}
	return 0;
}
