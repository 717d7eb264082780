/*
 * misconception: takes it for granted that it gets a socket
 * fails: no_socket
 * shows: Where socket() fails, an assertion kills it before it can
 *   report anything.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Can this machine speak the family at all? */
static void check_family(int family)
{
	int fd = socket(family, SOCK_DGRAM, 0);

	assert(fd >= 0);
	close(fd);
}

int main(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		argv++;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	check_family(family);

	struct hostent *host = gethostbyname2(argv[1], family);
	if (host == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1],
			hstrerror(h_errno));
		return EXIT_FAILURE;
	}

	for (char **p = host->h_addr_list; *p != NULL; p++) {
		char **q = host->h_addr_list;
		char text[INET6_ADDRSTRLEN];

		while (memcmp(*q, *p, host->h_length) != 0)
			q++;
		if (q == p)
			printf("%s\n",
				inet_ntop(
					family, *p, text, sizeof text));
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
