/* getaddrinfo_a: asks, waits in gai_suspend, takes the result. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int ask(struct gaicb *request)
{
	struct gaicb *requests[1] = { request };
	const struct gaicb *waiting[1] = { request };
	int code = getaddrinfo_a(GAI_NOWAIT, requests, 1, NULL);

	if (code != 0)
		return code;
	while ((code = gai_error(request)) == EAI_INPROGRESS)
		gai_suspend(waiting, 1, NULL);
	return code;
}

static const char *text_of(const struct addrinfo *ai, char *text)
{
	const void *address = ai->ai_addr;
	const struct sockaddr_in *ipv4 = address;
	const struct sockaddr_in6 *ipv6 = address;

	address = ai->ai_family == AF_INET
		? (const void *)&ipv4->sin_addr
		: (const void *)&ipv6->sin6_addr;
	return inet_ntop(
		ai->ai_family, address, text, INET6_ADDRSTRLEN);
}

static int print(const struct addrinfo *list)
{
	char text[INET6_ADDRSTRLEN];

	for (const struct addrinfo *a = list; a; a = a->ai_next) {
		const struct addrinfo *b = list;

		while (a != b &&
			memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) !=
				0)
			b = b->ai_next;
		if (a == b && puts(text_of(a, text)) == EOF)
			return EOF;
	}
	return fflush(stdout);
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct gaicb request = { .ar_request = &hints };

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		hints.ai_family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	request.ar_name = argv[argc - 1];

	int code = ask(&request);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", request.ar_name,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return EXIT_FAILURE;
	}
	int written = print(request.ar_result);
	if (written == EOF)
		perror("nslookup: stdout");
	freeaddrinfo(request.ar_result);
	return written == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
