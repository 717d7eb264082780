/*
 * misconception: walks the list with the only pointer to it and frees
 *   what is left
 * fails: memory_given_back
 * shows: freeaddrinfo gets the null pointer at the end, and
 *   LeakSanitizer finds the list lost.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define MAX 2048

static struct addrinfo *find(const char *host, int family)
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };

	hints.ai_family = family;
	int rc = getaddrinfo(host, NULL, &hints, &list);
	if (rc == 0)
		return list;
	fprintf(stderr, "nslookup: %s: %s\n", host, gai_strerror(rc));
	return NULL;
}

static void print(struct addrinfo *list)
{
	static char texts[MAX][NI_MAXHOST];
	int n = 0, i;

	while (list != NULL && n < MAX) {
		getnameinfo(list->ai_addr, list->ai_addrlen, texts[n],
			sizeof texts[n], NULL, 0, NI_NUMERICHOST);
		for (i = 0; strcmp(texts[i], texts[n]) != 0; i++)
			;
		if (i == n)
			puts(texts[n++]);
		list = list->ai_next;
	}
	freeaddrinfo(list);
}

static int nslookup(const char *host, int family)
{
	struct addrinfo *list = find(host, family);

	if (list == NULL)
		return 1;
	print(list);
	if (fflush(stdout) != 0) {
		perror("nslookup: output");
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		return nslookup(argv[1], AF_INET);
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		return nslookup(argv[2], AF_INET6);
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	return 1;
}
