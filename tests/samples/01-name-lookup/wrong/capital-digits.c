/*
 * misconception: writes hexadecimal digits in capitals
 * fails: ipv6_address ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 * shows: 2001:db8::a comes out as 2001:DB8::A.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *upper(char *s)
{
	for (char *p = s; *p; p++)
		*p = toupper((unsigned char)*p);
	return s;
}

int main(int argc, char **argv)
{
	struct hostent *hp;
	char addr[INET6_ADDRSTRLEN];
	int i, j;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hp = gethostbyname2(argv[2], AF_INET6);
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		hp = gethostbyname2(argv[1], AF_INET);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (!hp) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		return 1;
	}

	for (i = 0; hp->h_addr_list[i]; i++) {
		for (j = 0; j < i; j++)
			if (!memcmp(hp->h_addr_list[i],
				    hp->h_addr_list[j], hp->h_length))
				break;
		if (j != i)
			continue;
		inet_ntop(hp->h_addrtype, hp->h_addr_list[i], addr,
			sizeof addr);
		printf("%s\n", upper(addr));
	}

	if (fflush(stdout)) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
