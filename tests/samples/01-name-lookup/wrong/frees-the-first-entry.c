/*
 * misconception: takes the list for one block that a single free gives
 *   back
 * fails: memory_given_back
 * shows: LeakSanitizer finds all entries after the first lost.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *address(struct addrinfo *info)
{
	if (info->ai_family == AF_INET)
		return &((struct sockaddr_in *)info->ai_addr)->sin_addr;
	return &((struct sockaddr_in6 *)info->ai_addr)->sin6_addr;
}

static void print(struct addrinfo *list)
{
	char text[INET6_ADDRSTRLEN];

	for (struct addrinfo *a = list; a; a = a->ai_next) {
		struct addrinfo *b = list;
		size_t size = a->ai_family == AF_INET ? 4 : 16;

		while (memcmp(address(a), address(b), size) != 0)
			b = b->ai_next;
		if (a == b)
			puts(inet_ntop(a->ai_family, address(a), text,
				sizeof text));
	}
	free(list);
}

static struct addrinfo *find(char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_DGRAM };
	struct addrinfo *list;
	int code = getaddrinfo(host, NULL, &hints, &list);

	if (code == 0)
		return list;
	fprintf(stderr, "nslookup: %s: %s\n", host, gai_strerror(code));
	exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		print(find(argv[1], AF_INET));
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		print(find(argv[2], AF_INET6));
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
