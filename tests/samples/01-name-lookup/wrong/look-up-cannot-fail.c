/*
 * misconception: expects that every look-up succeeds
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: It walks a list that was never made, prints nothing and exits
 *   with 0.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct addrinfo *list, *entry, *earlier;

static const void *addr(struct addrinfo *a)
{
	if (a->ai_family == AF_INET6)
		return &((struct sockaddr_in6 *)a->ai_addr)->sin6_addr;
	return &((struct sockaddr_in *)a->ai_addr)->sin_addr;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { 0 };
	char text[INET6_ADDRSTRLEN];
	size_t size = 4;

	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
		size = 16;
	} else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	getaddrinfo(argv[argc - 1], NULL, &hints, &list);

	for (entry = list; entry != NULL; entry = entry->ai_next) {
		earlier = list;
		while (memcmp(addr(earlier), addr(entry), size) != 0)
			earlier = earlier->ai_next;
		if (earlier != entry)
			continue;
		inet_ntop(entry->ai_family, addr(entry), text,
			sizeof text);
		printf("%s\n", text);
	}
	freeaddrinfo(list);

	if (fflush(stdout) != 0) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
