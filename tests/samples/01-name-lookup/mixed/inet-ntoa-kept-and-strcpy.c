/*
 * cause: keeps what inet_ntoa returns, as if each call had a buffer of
 *   its own
 * shows: The last address is printed once for each address of the host.
 * fails: three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write
 *
 * cause: copies the host's name into an array without looking at its
 *   length
 * shows: A name of 300 characters runs over the array.
 * fails: overlong_name
 *
 * cause: takes IPv4 for the whole Internet
 * shows: -6 is answered with the usage line.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine ipv6_missing
 *
 * cause: takes every failed look-up for a name that does not exist
 * shows: A server that fails is reported as "host not found".
 * fails: server_failure
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#define MAXADDR 64

struct lookup {
	char *text[MAXADDR];
	int n;
	char name[128];
};

static int find(struct lookup *l)
{
	struct hostent *h = gethostbyname(l->name);
	int i;

	if (h == NULL)
		return 0;
	for (i = 0; h->h_addr_list[i] && i < MAXADDR; i++) {
		struct in_addr a;
		memcpy(&a, h->h_addr_list[i], sizeof a);
		l->text[l->n++] = inet_ntoa(a);
	}
	return 1;
}

int main(int argc, char **argv)
{
	struct lookup l;
	int i;

	if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr, "USAGE: nslookup <inet_address>\n");
		exit(1);
	}
	strcpy(l.name, argv[1]);
	l.n = 0;
	if (!find(&l)) {
		fprintf(stderr, "nslookup: host not found: %s\n",
			argv[1]);
		exit(1);
	}
	for (i = 0; i < l.n; i++)
		printf("%s\n", l.text[i]);
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		exit(1);
	}
	return 0;
}
