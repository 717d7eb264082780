/*
 * misconception: hands the resolver's code on as its exit status
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 * shows: The exit status is 254 for an unknown name instead of 1.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *reason(int code)
{
	return code == EAI_SYSTEM ? strerror(errno)
				  : gai_strerror(code);
}

static void print(const struct addrinfo *list)
{
	const struct addrinfo *a, *b;
	char text[NI_MAXHOST];

	for (a = list; a != NULL; a = a->ai_next) {
		b = list;
		while (memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) !=
			0)
			b = b->ai_next;
		if (a != b)
			continue;
		if (getnameinfo(a->ai_addr, a->ai_addrlen, text,
			    sizeof text, NULL, 0, NI_NUMERICHOST) == 0)
			puts(text);
	}
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		hints.ai_family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		exit(1);
	}

	int code = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], argv[argc - 1],
			reason(code));
		exit(code);
	}
	print(list);
	freeaddrinfo(list);
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		exit(1);
	}
	exit(0);
}
