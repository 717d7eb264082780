/* Collects all lines in a memory stream and sends them off at once. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const void *address(const struct addrinfo *ai)
{
	const char *start = (const char *)ai->ai_addr;

	return start +
		(ai->ai_family == AF_INET6
				? offsetof(struct sockaddr_in6,
					  sin6_addr)
				: offsetof(struct sockaddr_in,
					  sin_addr));
}

static char *render(const struct addrinfo *list, size_t *length)
{
	size_t bytes = list->ai_family == AF_INET6 ? 16 : 4;
	char text[INET6_ADDRSTRLEN];
	char *lines = NULL;
	FILE *stream = open_memstream(&lines, length);

	if (stream == NULL)
		return NULL;
	for (const struct addrinfo *a = list; a; a = a->ai_next) {
		const struct addrinfo *b = list;

		while (memcmp(address(a), address(b), bytes) != 0)
			b = b->ai_next;
		if (b == a)
			fprintf(stream, "%s\n",
				inet_ntop(a->ai_family, address(a),
					text, sizeof text));
	}
	if (fclose(stream) == EOF) {
		free(lines);
		return NULL;
	}
	return lines;
}

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "nslookup: %s: %s\n", what, why);
	return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
	} else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	const char *host = argv[argc - 1];
	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code != 0)
		return complain(host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));

	size_t length = 0;
	char *lines = render(list, &length);
	freeaddrinfo(list);
	if (lines == NULL)
		return complain(host, strerror(errno));
	int failed = fwrite(lines, 1, length, stdout) != length ||
		fflush(stdout) == EOF;
	free(lines);
	return failed ? complain("stdout", strerror(errno))
		      : EXIT_SUCCESS;
}
