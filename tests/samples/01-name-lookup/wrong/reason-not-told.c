/*
 * misconception: takes one failed look-up for the same as any other
 * fails: server_failure
 * shows: A broken, refusing or silent server reads "failed", just as an
 *   unknown name does.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void print_host(struct hostent *h);

int main(int argc, char *argv[])
{
	struct hostent *h;
	char *name = argv[argc - 1];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		h = gethostbyname2(name, AF_INET6);
	} else if (argc == 2 && strcmp(name, "-6") != 0) {
		h = gethostbyname(name);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	if (h == NULL) {
		fprintf(stderr, "Error: lookup of %s failed\n", name);
		return 1;
	}
	print_host(h);
	if (fflush(stdout) == EOF) {
		perror("Error");
		return 1;
	}
	return 0;
}

void print_host(struct hostent *h)
{
	int i, j;

	for (i = 0; h->h_addr_list[i] != NULL; i++) {
		char text[INET6_ADDRSTRLEN];

		for (j = 0; j < i; j++)
			if (memcmp(h->h_addr_list[i], h->h_addr_list[j],
				    h->h_length) == 0)
				break;
		if (j < i)
			continue;
		inet_ntop(h->h_addrtype, h->h_addr_list[i], text,
			sizeof text);
		puts(text);
	}
}
