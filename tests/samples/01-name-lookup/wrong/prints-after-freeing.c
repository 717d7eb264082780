/*
 * misconception: expects that addresses stay good after the list was
 *   freed
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: It reads freed memory, which AddressSanitizer reports.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define MAX 4096

static struct sockaddr *addresses[MAX];
static socklen_t length;
static int count;

static void keep(struct addrinfo *a)
{
	length = a->ai_addrlen;
	for (int i = 0; i < count; i++)
		if (memcmp(addresses[i], a->ai_addr, length) == 0)
			return;
	if (count < MAX)
		addresses[count++] = a->ai_addr;
}

static int lookup(const char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	int code = getaddrinfo(host, NULL, &hints, &list);

	if (code != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		return 1;
	}
	for (struct addrinfo *a = list; a != NULL; a = a->ai_next)
		keep(a);
	freeaddrinfo(list);
	return 0;
}

static const char *to_text(const struct sockaddr *address)
{
	static char text[INET6_ADDRSTRLEN];
	const void *bytes = &((struct sockaddr_in *)address)->sin_addr;

	if (address->sa_family == AF_INET6)
		bytes = &((struct sockaddr_in6 *)address)->sin6_addr;
	return inet_ntop(address->sa_family, bytes, text, sizeof text);
}

int main(int argc, char *argv[])
{
	int six = argc == 3 && strcmp(argv[1], "-6") == 0;

	if (!six && (argc != 2 || strcmp(argv[1], "-6") == 0)) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}
	if (lookup(argv[argc - 1], six ? AF_INET6 : AF_INET) != 0)
		return 1;
	for (int i = 0; i < count; i++)
		puts(to_text(addresses[i]));
	if (fflush(stdout) != 0) {
		perror(argv[0]);
		return 1;
	}
	return 0;
}
