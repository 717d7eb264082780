/*
 * misconception: takes the entries of h_addr_list for text
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 * shows: Four raw bytes and what follows them in memory are printed
 *   instead of a dotted quad.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_ipv6(const char *host)
{
	struct addrinfo hint = { .ai_family = AF_INET6,
		.ai_socktype = 1 };
	struct addrinfo *list, *a, *b;
	char text[NI_MAXHOST];
	int code = getaddrinfo(host, NULL, &hint, &list);

	if (code != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		return 1;
	}
	for (a = list; a; a = a->ai_next) {
		for (b = list;
			memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen);)
			b = b->ai_next;
		if (a != b)
			continue;
		getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(list);
	return 0;
}

static int print_ipv4(const char *host)
{
	struct hostent *h = gethostbyname(host);

	if (!h) {
		fprintf(stderr, "%s: %s\n", host, hstrerror(h_errno));
		return 1;
	}
	for (int i = 0, j; h->h_addr_list[i]; i++) {
		for (j = 0; j < i; j++)
			if (!strcmp(h->h_addr_list[i],
				    h->h_addr_list[j]))
				break;
		if (j == i)
			printf("%s\n", h->h_addr_list[i]);
	}
	return 0;
}

int main(int argc, char **argv)
{
	int failed;

	if (argc == 3 && !strcmp(argv[1], "-6"))
		failed = print_ipv6(argv[2]);
	else if (argc == 2 && strcmp(argv[1], "-6"))
		failed = print_ipv4(argv[1]);
	else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}
	if (fflush(stdout)) {
		perror(argv[0]);
		return 1;
	}
	return failed;
}
