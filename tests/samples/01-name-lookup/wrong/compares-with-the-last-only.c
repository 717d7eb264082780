/*
 * misconception: expects that repeated addresses stand side by side
 * fails: repeated_address_once ipv6_every_address_once
 * shows: An address that comes back after another one is printed again.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	int af, i;
	char *host;
	char last[INET6_ADDRSTRLEN] = "";
	char text[INET6_ADDRSTRLEN];

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		af = AF_INET;
		host = argv[1];
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		af = AF_INET6;
		host = argv[2];
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}

	struct hostent *ent = gethostbyname2(host, af);
	if (!ent) {
		fprintf(stderr, "%s: cannot resolve %s (%s)\n", argv[0],
			host, hstrerror(h_errno));
		return EXIT_FAILURE;
	}

	for (i = 0; ent->h_addr_list[i]; i++) {
		inet_ntop(af, ent->h_addr_list[i], text, sizeof text);
		if (strcmp(text, last) != 0)
			printf("%s\n", text);
		strcpy(last, text);
	}

	if (fflush(stdout) == EOF) {
		perror("nslookup: cannot write");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
