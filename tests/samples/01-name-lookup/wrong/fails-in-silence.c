/*
 * misconception: takes the exit status for enough and says nothing
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: stderr is empty after a failure.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	int six = argc == 3 && strcmp(argv[1], "-6") == 0;

	if (!six && (argc != 2 || strcmp(argv[1], "-6") == 0)) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	struct hostent *he = gethostbyname2(
		argv[argc - 1], six ? AF_INET6 : AF_INET);
	if (he == NULL)
		return EXIT_FAILURE;

	char **end = he->h_addr_list;
	while (*end != NULL) {
		char **p = he->h_addr_list;
		char text[INET6_ADDRSTRLEN];

		while (memcmp(*p, *end, he->h_length) != 0)
			p++;
		if (p == end)
			puts(inet_ntop(he->h_addrtype, *end, text,
				sizeof text));
		end++;
	}

	if (fflush(stdout) != 0) {
		perror("nslookup: cannot write");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
