/*
 * misconception: expects only people, who know a usage line however it
 *   begins
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: No line on stderr begins with "USAGE: ".
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static const void *addr_of(const struct addrinfo *ai)
{
	if (ai->ai_family == AF_INET)
		return &((struct sockaddr_in *)ai->ai_addr)->sin_addr;
	return &((struct sockaddr_in6 *)ai->ai_addr)->sin6_addr;
}

static int is_new(
	const struct addrinfo *list, const struct addrinfo *ai)
{
	size_t len = ai->ai_family == AF_INET ? 4 : 16;

	for (; list != ai; list = list->ai_next)
		if (!memcmp(addr_of(list), addr_of(ai), len))
			return 0;
	return 1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		hints.ai_family = AF_INET6;
		argv++;
	} else if (argc != 2 || !strcmp(argv[1], "-6")) {
		die("Please call me like this", "nslookup [-6] host");
	}

	int code = getaddrinfo(argv[1], NULL, &hints, &list);
	if (code == EAI_SYSTEM)
		die(argv[1], strerror(errno));
	if (code != 0)
		die(argv[1], gai_strerror(code));

	char text[INET6_ADDRSTRLEN];
	for (struct addrinfo *ai = list; ai; ai = ai->ai_next)
		if (is_new(list, ai))
			puts(inet_ntop(ai->ai_family, addr_of(ai), text,
				sizeof text));
	freeaddrinfo(list);
	if (fflush(stdout) != 0)
		die("standard output", strerror(errno));
	return EXIT_SUCCESS;
}
