/*
 * misconception: writes to stdout before it knows whether there is an
 *   address
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: After a failure stdout has a remark where it should be empty.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_addresses(struct hostent *h)
{
	char text[INET6_ADDRSTRLEN];
	int i, j, n = 0;

	for (i = 0; h != NULL && h->h_addr_list[i] != NULL; i++) {
		for (j = 0; j < i; j++)
			if (memcmp(h->h_addr_list[i], h->h_addr_list[j],
				    h->h_length) == 0)
				break;
		if (j < i)
			continue;
		inet_ntop(h->h_addrtype, h->h_addr_list[i], text,
			sizeof text);
		printf("%s\n", text);
		n++;
	}
	if (n == 0)
		printf("(no address)\n");
	return n;
}

int main(int argc, char **argv)
{
	struct hostent *h;
	char *host = argc > 1 ? argv[argc - 1] : "";

	if (argc == 2 && strcmp(argv[1], "-6"))
		h = gethostbyname2(host, AF_INET);
	else if (argc == 3 && !strcmp(argv[1], "-6"))
		h = gethostbyname2(host, AF_INET6);
	else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}

	int n = print_addresses(h);
	if (h == NULL)
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			hstrerror(h_errno));
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return n == 0;
}
