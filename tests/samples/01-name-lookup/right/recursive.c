/* Lists without loops: every function calls itself for the rest. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef const struct addrinfo *list;

static const void *address(list l)
{
	const void *socket_address = l->ai_addr;
	const struct sockaddr_in *v4 = socket_address;
	const struct sockaddr_in6 *v6 = socket_address;

	if (l->ai_family == AF_INET)
		return &v4->sin_addr;
	return &v6->sin6_addr;
}

static bool is_same(list a, list b)
{
	return memcmp(address(a), address(b),
		       a->ai_family == AF_INET ? 4 : 16) == 0;
}

/* Is the same address in the rest of the list? */
static bool comes_again(list rest, list entry)
{
	return rest != NULL &&
		(is_same(rest, entry) ||
			comes_again(rest->ai_next, entry));
}

static bool print_one(list l)
{
	char text[INET6_ADDRSTRLEN];

	return inet_ntop(l->ai_family, address(l), text, sizeof text) &&
		puts(text) != EOF;
}

static bool print(list l)
{
	return l == NULL ||
		((comes_again(l->ai_next, l) || print_one(l)) &&
			print(l->ai_next));
}

static int nslookup(int family, const char *host)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *result;
	int code = getaddrinfo(host, NULL, &hints, &result);

	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return EXIT_FAILURE;
	}
	bool ok = print(result) && fflush(stdout) != EOF;
	if (!ok)
		fprintf(stderr, "nslookup: stdout: %s\n",
			strerror(errno));
	freeaddrinfo(result);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		return nslookup(AF_INET6, argv[2]);
	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		return nslookup(AF_INET, argv[1]);
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	return EXIT_FAILURE;
}
