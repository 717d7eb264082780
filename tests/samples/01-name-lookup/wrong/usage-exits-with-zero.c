/*
 * misconception: counts a usage line as a success
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: After a wrong command line the exit status is 0.
 */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_NAMES 512

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 0;
	}

	const char *host = argv[1 + six];
	struct addrinfo hints = { 0 };
	hints.ai_family = six ? AF_INET6 : AF_INET;
	hints.ai_socktype = SOCK_DGRAM;

	struct addrinfo *res;
	int rc = getaddrinfo(host, NULL, &hints, &res);
	if (rc) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			gai_strerror(rc));
		return 1;
	}

	static char seen[MAX_NAMES][64];
	int n = 0;
	for (struct addrinfo *p = res; p && n < MAX_NAMES;
		p = p->ai_next) {
		int i = 0;
		getnameinfo(p->ai_addr, p->ai_addrlen, seen[n],
			sizeof seen[n], NULL, 0, NI_NUMERICHOST);
		while (strcmp(seen[i], seen[n]) != 0)
			i++;
		if (i == n)
			puts(seen[n++]);
	}
	freeaddrinfo(res);
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		return 1;
	}
	return 0;
}
