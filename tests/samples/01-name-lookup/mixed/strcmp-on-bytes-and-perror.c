/*
 * cause: compares addresses as if they were strings
 * shows: Addresses that are alike up to a zero byte count as one.
 * fails: every_byte_value ipv6_every_address_once ipv6_canonical_text
 *
 * cause: looks for the reason of a failed look-up in errno
 * shows: perror says "Success" for an unknown name.
 * fails: unknown_name name_without_ipv4 server_failure overlong_name
 *   odd_characters
 *
 * cause: takes "too few arguments" for the only wrong number
 * shows: A second host is dropped without a word.
 * fails: usage_with_two_hosts usage_with_dash_6_and_two_hosts
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* where the address itself is */
static char *raw(struct addrinfo *a)
{
	if (a->ai_family == AF_INET6)
		return (char *)&((struct sockaddr_in6 *)a->ai_addr)
			->sin6_addr;
	return (char *)&((struct sockaddr_in *)a->ai_addr)->sin_addr;
}

static int seen(struct addrinfo *first, struct addrinfo *now)
{
	for (; first != now; first = first->ai_next)
		if (strcmp(raw(first), raw(now)) == 0)
			return 1;
	return 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { 0 }, *list, *a;
	char buf[100];
	int i = 1;

	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	if (argc > 1 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
		i = 2;
	}
	if (argc < i + 1) {
		fprintf(stderr, "USAGE: nslookup [-6] host\n");
		return 1;
	}
	if (getaddrinfo(argv[i], NULL, &hints, &list) != 0) {
		perror(argv[i]);
		return 1;
	}
	for (a = list; a; a = a->ai_next)
		if (!seen(list, a)) {
			inet_ntop(
				a->ai_family, raw(a), buf, sizeof buf);
			printf("%s\n", buf);
		}
	freeaddrinfo(list);
	if (fflush(stdout) != 0) {
		perror("write");
		return 1;
	}
	return 0;
}
