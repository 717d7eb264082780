/* stdio without a buffer: each puts shows at once whether it worked. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static struct addrinfo *list;

static void clean_up(void)
{
	if (list != NULL)
		freeaddrinfo(list);
}

static void check(int ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(EXIT_FAILURE);
}

static void resolve(const char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_RAW };
	int code = getaddrinfo(host, NULL, &hints, &list);

	check(code != EAI_SYSTEM, host);
	if (code == 0)
		return;
	fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
	list = NULL;
	exit(EXIT_FAILURE);
}

int main(int argc, char *argv[])
{
	char text[NI_MAXHOST];

	atexit(clean_up);
	check(setvbuf(stdout, NULL, _IONBF, 0) == 0, "stdout");
	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		resolve(argv[1], AF_INET);
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		resolve(argv[2], AF_INET6);
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		exit(EXIT_FAILURE);
	}

	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		struct addrinfo *b;

		for (b = list; b != a; b = b->ai_next)
			if (memcmp(a->ai_addr, b->ai_addr,
				    a->ai_addrlen) == 0)
				break;
		if (b != a)
			continue;
		int code = getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		check(code == 0, "getnameinfo");
		check(puts(text) != EOF, "cannot print");
	}
	exit(EXIT_SUCCESS);
}
