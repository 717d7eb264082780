/*
 * misconception: walks the list with the only pointer to it and frees what is left
 * fails: one_address numeric_address alias chain_of_aliases hosts_file three_addresses every_byte_value many_addresses_over_tcp repeated_address_once hosts_file_lines short_write full_disk ipv6_address ipv6_every_address_once ipv6_numeric ipv6_canonical_text ipv6_on_loopback_only_machine
 * shows: freeaddrinfo gets the null pointer at the end, and LeakSanitizer finds the list lost.
 */
#include <netdb.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int print_all(struct addrinfo *list)
{
	static char texts[2048][NI_MAXHOST];
	size_t n = 0;

	while (list != NULL) {
		char text[NI_MAXHOST] = "";

		getnameinfo(list->ai_addr, list->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		if (n < 2048 &&
			!lfind(text, texts, &n, sizeof texts[0],
				(int (*)(const void *,
					const void *))strcmp))
			strcpy(texts[n++], text);
		list = list->ai_next;
	}
	freeaddrinfo(list);

	for (size_t i = 0; i < n; i++)
		if (puts(texts[i]) == EOF)
			return -1;
	return fflush(stdout);
}

int main(int argc, char **argv)
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	char *host;

	if (argc == 2 && strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET;
		host = argv[1];
	} else if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
		host = argv[2];
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	int rc = getaddrinfo(host, NULL, &hints, &list);
	if (rc != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(rc));
		return 1;
	}
	if (print_all(list) != 0) {
		perror("nslookup: output");
		return 1;
	}
	return 0;
}
