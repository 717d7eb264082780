/* Compares the texts of getnameinfo instead of the addresses' bytes. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct text {
	struct text *next;
	char address[NI_MAXHOST];
};

static void drop(struct text *texts)
{
	while (texts != NULL) {
		struct text *next = texts->next;

		free(texts);
		texts = next;
	}
}

/* Adds the address, unless it is there; returns an EAI_ code. */
static int add(struct text **texts, const struct addrinfo *ai)
{
	struct text *new = calloc(1, sizeof *new);

	if (new == NULL)
		return EAI_MEMORY;
	int code = getnameinfo(ai->ai_addr, ai->ai_addrlen,
		new->address, sizeof new->address, NULL, 0,
		NI_NUMERICHOST | NI_NUMERICSERV);
	while (*texts != NULL &&
		strcmp((*texts)->address, new->address))
		texts = &(*texts)->next;
	if (*texts == NULL)
		*texts = new;
	else
		free(new);
	return code;
}

static int lookup(const char *host, int family, struct text **texts)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;

	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code != 0)
		return code;
	for (struct addrinfo *ai = list; ai && !code; ai = ai->ai_next)
		code = add(texts, ai);
	freeaddrinfo(list);
	return code;
}

int main(int argc, char **argv)
{
	struct text *texts = NULL;
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	const char *host = argv[1 + six];
	int code = lookup(host, six ? AF_INET6 : AF_INET, &texts);
	int failed = code != 0;
	if (failed)
		fprintf(stderr, "%s: %s\n", host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
	for (struct text *t = texts; t != NULL && !failed; t = t->next)
		failed = printf("%s\n", t->address) < 0;
	if (code == 0 && (fflush(stdout) == EOF || failed)) {
		perror("stdout");
		failed = 1;
	}
	drop(texts);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
