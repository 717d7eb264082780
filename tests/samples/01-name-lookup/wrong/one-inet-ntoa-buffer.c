/*
 * misconception: keeps what inet_ntoa returns, as if each call had a
 *   buffer of its own
 * fails: three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write
 * shows: The last address is printed once for each address of the host.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX 1024

static int print_ipv6(struct addrinfo *list)
{
	char text[INET6_ADDRSTRLEN];
	struct addrinfo *p, *q;

	for (p = list; p != NULL; p = p->ai_next) {
		struct sockaddr_in6 *sa =
			(struct sockaddr_in6 *)p->ai_addr;

		for (q = list; q != p; q = q->ai_next)
			if (!memcmp(q->ai_addr, sa, sizeof *sa))
				break;
		if (q == p)
			puts(inet_ntop(AF_INET6, &sa->sin6_addr, text,
				sizeof text));
	}
	return fflush(stdout);
}

static int print_ipv4(struct addrinfo *list)
{
	struct in_addr known[MAX];
	char *text[MAX];
	int n = 0, i;

	for (; list != NULL && n < MAX; list = list->ai_next) {
		known[n] =
			((struct sockaddr_in *)list->ai_addr)->sin_addr;
		for (i = 0; known[i].s_addr != known[n].s_addr; i++)
			;
		if (i == n) {
			text[n] = inet_ntoa(known[n]);
			n++;
		}
	}
	for (i = 0; i < n; i++)
		puts(text[i]);
	return fflush(stdout);
}

int main(int argc, char **argv)
{
	int v6 = argc > 1 && !strcmp(argv[1], "-6"), code;
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };

	if (argc != 2 + v6) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	hints.ai_family = v6 ? AF_INET6 : AF_INET;
	if ((code = getaddrinfo(argv[1 + v6], NULL, &hints, &list))) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1 + v6],
			gai_strerror(code));
		return 1;
	}
	code = v6 ? print_ipv6(list) : print_ipv4(list);
	freeaddrinfo(list);
	if (code)
		perror("nslookup: stdout");
	return code != 0;
}
