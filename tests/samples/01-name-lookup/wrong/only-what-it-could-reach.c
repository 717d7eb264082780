/*
 * misconception: asks only for addresses that this machine could reach
 * fails: ipv6_on_loopback_only_machine
 * shows: AI_ADDRCONFIG drops IPv6 on a machine whose only IPv6 address
 *   is ::1.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int lookup(int family, const char *host)
{
	struct addrinfo hints, *res, *p, *q;
	char text[NI_MAXHOST];

	memset(&hints, 0, sizeof hints);
	hints.ai_family = family;
	hints.ai_socktype = SOCK_STREAM;
	/* The manual page recommends this flag. */
	hints.ai_flags = AI_ADDRCONFIG;

	int rc = getaddrinfo(host, NULL, &hints, &res);
	if (rc != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(rc));
		return 1;
	}
	for (p = res; p != NULL; p = p->ai_next) {
		for (q = res; q != p; q = q->ai_next)
			if (memcmp(q->ai_addr, p->ai_addr,
				    p->ai_addrlen) == 0)
				break;
		if (q != p)
			continue;
		getnameinfo(p->ai_addr, p->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(res);
	return 0;
}

int main(int argc, char *argv[])
{
	int result;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		result = lookup(AF_INET6, argv[2]);
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		result = lookup(AF_INET, argv[1]);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return result;
}
