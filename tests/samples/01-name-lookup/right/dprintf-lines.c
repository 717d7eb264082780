/* dprintf for each line: nothing is buffered, each call is checked. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef union {
	const struct sockaddr *any;
	const struct sockaddr_in *ipv4;
	const struct sockaddr_in6 *ipv6;
} socket_address;

static const void *bytes_of(const struct addrinfo *ai, size_t *size)
{
	socket_address address = { .any = ai->ai_addr };

	if (address.any->sa_family == AF_INET) {
		*size = sizeof address.ipv4->sin_addr;
		return &address.ipv4->sin_addr;
	}
	*size = sizeof address.ipv6->sin6_addr;
	return &address.ipv6->sin6_addr;
}

static int print_all(const struct addrinfo *list)
{
	for (const struct addrinfo *a = list; a; a = a->ai_next) {
		size_t size;
		const void *bytes = bytes_of(a, &size);
		const struct addrinfo *b = list;
		char text[INET6_ADDRSTRLEN];

		while (b != a &&
			memcmp(bytes_of(b, &size), bytes, size))
			b = b->ai_next;
		if (b != a)
			continue;
		if (!inet_ntop(a->ai_family, bytes, text, sizeof text))
			return -1;
		if (dprintf(STDOUT_FILENO, "%s\n", text) < 0)
			return -1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list;

	hints.ai_family = argc == 3 ? AF_INET6 : AF_INET;
	if (argc < 2 || argc > 3 ||
		(argc == 3) != (strcmp(argv[1], "-6") == 0)) {
		dprintf(STDERR_FILENO,
			"USAGE: %s [-6] <inet_address>\n", argv[0]);
		return 1;
	}

	int code = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (code == EAI_SYSTEM) {
		dprintf(STDERR_FILENO, "%s: %m\n", argv[argc - 1]);
		return 1;
	}
	if (code) {
		dprintf(STDERR_FILENO, "%s: %s\n", argv[argc - 1],
			gai_strerror(code));
		return 1;
	}
	int result = print_all(list);
	if (result == -1)
		dprintf(STDERR_FILENO, "stdout: %m\n");
	freeaddrinfo(list);
	return result == -1;
}
