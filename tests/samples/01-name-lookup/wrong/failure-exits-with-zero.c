/*
 * misconception: takes a message for enough and leaves the exit status
 *   alone
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: The exit status is 0 although nothing was found.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void nslookup(const char *host, int family)
{
	struct hostent *h = gethostbyname2(host, family);
	char text[INET6_ADDRSTRLEN];
	int i, j;

	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return;
	}
	for (i = 0; h->h_addr_list[i]; i++) {
		for (j = 0; j < i; j++)
			if (!memcmp(h->h_addr_list[j],
				    h->h_addr_list[i], h->h_length))
				break;
		if (j == i)
			puts(inet_ntop(family, h->h_addr_list[i], text,
				sizeof text));
	}
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		nslookup(argv[2], AF_INET6);
	else if (argc == 2 && strcmp(argv[1], "-6") != 0)
		nslookup(argv[1], AF_INET);
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	return 0;
}
