/*
 * misconception: takes printing the usage for the end of the program
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: After the usage line it looks up a host that nobody has named,
 *   and reports "(null)".
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *host;
static int family = AF_INET;

static void read_arguments(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
		host = argv[2];
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		host = argv[1];
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
	}
}

static int is_new(char (*texts)[INET6_ADDRSTRLEN], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(texts[i], texts[count]) == 0)
			return 0;
	return 1;
}

static void print(const struct addrinfo *list)
{
	static char texts[1000][INET6_ADDRSTRLEN];
	size_t count = 0;

	for (; list != NULL && count < 1000; list = list->ai_next) {
		const void *bytes = family == AF_INET6
			? (void *)&(
				  (struct sockaddr_in6 *)list->ai_addr)
				  ->sin6_addr
			: (void *)&((struct sockaddr_in *)list->ai_addr)
				  ->sin_addr;
		inet_ntop(family, bytes, texts[count], sizeof texts[0]);
		if (is_new(texts, count))
			printf("%s\n", texts[count++]);
	}
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;

	read_arguments(argc, argv);
	hints.ai_family = family;
	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", argv[0],
			host == NULL ? "(null)" : host,
			gai_strerror(code));
		return EXIT_FAILURE;
	}
	print(list);
	freeaddrinfo(list);
	if (fflush(stdout) == EOF) {
		perror(host);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
