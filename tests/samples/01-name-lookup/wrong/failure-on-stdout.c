/*
 * misconception: reports a failure where the addresses go
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: stdout has a message where it should be empty, and stderr has
 *   none.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int seen(char **list, char **end, int length)
{
	for (; list < end; list++)
		if (memcmp(*list, *end, length) == 0)
			return 1;
	return 0;
}

int main(int argc, char *argv[])
{
	int family = AF_INET;
	char buffer[INET6_ADDRSTRLEN];

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		argv[1] = argv[2];
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *host = gethostbyname2(argv[1], family);
	if (host == NULL) {
		printf("%s: %s\n", argv[1], hstrerror(h_errno));
		return 1;
	}

	for (char **p = host->h_addr_list; *p != NULL; p++)
		if (!seen(host->h_addr_list, p, host->h_length))
			printf("%s\n",
				inet_ntop(family, *p, buffer,
					sizeof buffer));

	if (fflush(stdout) == EOF) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
