/*
 * misconception: cuts a long name to fit and looks up what is left
 * fails: overlong_name
 * shows: It asks for another name than it was given and reports that
 *   one.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char host[64];

static int read_arguments(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	strncpy(host, argv[argc - 1], sizeof host - 1);
	return family;
}

static struct addrinfo *find(int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	int code = getaddrinfo(host, NULL, &hints, &list);

	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(code));
		exit(1);
	}
	return list;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list = find(read_arguments(argc, argv));

	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		struct addrinfo *b = list;
		char text[NI_MAXHOST];

		while (memcmp(b->ai_addr, a->ai_addr, a->ai_addrlen) !=
			0)
			b = b->ai_next;
		if (b != a)
			continue;
		getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(list);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
