/*
 * misconception: takes each entry of the list for another address
 * fails: three_addresses repeated_address_once hosts_file_lines
 *   ipv6_every_address_once
 * shows: Each address is printed three times, once for each kind of
 *   socket.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void usage(void)
{
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	exit(1);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { 0 }, *info, *next;
	char *host;

	hints.ai_family = AF_INET;
	if (argc == 3) {
		if (strcmp(argv[1], "-6") != 0)
			usage();
		hints.ai_family = AF_INET6;
		host = argv[2];
	} else {
		if (argc != 2 || strcmp(argv[1], "-6") == 0)
			usage();
		host = argv[1];
	}

	int result = getaddrinfo(host, NULL, &hints, &info);
	if (result != 0) {
		if (result == EAI_SYSTEM)
			perror(host);
		else
			fprintf(stderr, "%s: %s\n", host,
				gai_strerror(result));
		return 1;
	}

	for (next = info; next != NULL; next = next->ai_next) {
		char address[NI_MAXHOST];

		getnameinfo(next->ai_addr, next->ai_addrlen, address,
			sizeof address, NULL, 0, NI_NUMERICHOST);
		printf("%s\n", address);
	}
	freeaddrinfo(info);
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
