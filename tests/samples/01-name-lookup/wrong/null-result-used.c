/*
 * misconception: uses the result of gethostbyname2 before it looks
 *   whether there is one
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket ipv6_missing
 * shows: It dies on the null pointer as soon as a look-up fails.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
	int af = AF_INET;
	char *host = argv[1];

	if (argc == 3 && strcmp(host, "-6") == 0) {
		af = AF_INET6;
		host = argv[2];
	} else if (argc != 2 || strcmp(host, "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return EXIT_FAILURE;
	}

	struct hostent *he = gethostbyname2(host, af);
	char **list = he->h_addr_list;
	int length = he->h_length;

	if (he == NULL) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			hstrerror(h_errno));
		return EXIT_FAILURE;
	}

	for (int i = 0; list[i] != NULL; i++) {
		char text[INET6_ADDRSTRLEN];
		int j = 0;

		while (memcmp(list[i], list[j], length) != 0)
			j++;
		if (j == i)
			puts(inet_ntop(af, list[i], text, sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
