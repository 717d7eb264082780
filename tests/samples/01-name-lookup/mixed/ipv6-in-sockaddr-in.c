/*
 * cause: looks for an IPv6 address where sockaddr_in has the IPv4
 *   address
 * shows: The text begins with the flow label, and the last four bytes
 *   are missing.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: compares four bytes of each address, in IPv6 too
 * shows: Of several IPv6 addresses only the first is printed.
 * fails: ipv6_every_address_once ipv6_canonical_text
 *
 * cause: asks only for addresses that this machine could reach
 * shows: AI_ADDRCONFIG drops IPv6 on a machine whose only IPv6 address
 *   is ::1.
 * fails: ipv6_on_loopback_only_machine
 *
 * cause: expects only people, who know a usage line however it begins
 * shows: The line begins "Usage:".
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 *
 * cause: takes a write that was cut short for a failure
 * shows: Where write takes only a part, it gives up.
 * fails: short_write
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char out[100000];

static void fatal(const char *a, const char *b)
{
	fprintf(stderr, "nslookup: %s: %s\n", a, b);
	exit(1);
}

static struct in_addr *addr(struct addrinfo *i)
{
	return &((struct sockaddr_in *)i->ai_addr)->sin_addr;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *info, *i, *j;
	int v6 = argc > 1 && !strcmp(argv[1], "-6");
	char text[INET6_ADDRSTRLEN];

	if (argc != 2 + v6) {
		fprintf(stderr,
			"Usage: nslookup [-6] <inet_address>\n");
		return 1;
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_flags = AI_ADDRCONFIG;
	hints.ai_family = v6 ? AF_INET6 : AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	int rc = getaddrinfo(argv[1 + v6], NULL, &hints, &info);
	if (rc)
		fatal(argv[1 + v6],
			rc == EAI_SYSTEM ? strerror(errno)
					 : gai_strerror(rc));
	for (i = info; i; i = i->ai_next) {
		for (j = info; j != i; j = j->ai_next)
			if (addr(i)->s_addr == addr(j)->s_addr)
				break;
		if (j == i) {
			strcat(out,
				inet_ntop(i->ai_family, addr(i), text,
					sizeof text));
			strcat(out, "\n");
		}
	}
	freeaddrinfo(info);
	if (write(1, out, strlen(out)) != (ssize_t)strlen(out))
		fatal("stdout", strerror(errno));
	return 0;
}
