/*
 * misconception: expects that no host has more than sixteen addresses
 * fails: many_addresses_over_tcp
 * shows: From the seventeenth on the addresses are missing.
 */
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_ADDRESSES 16

static char address[MAX_ADDRESSES][NI_MAXHOST];
static int count;

static int known(const char *text)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(address[i], text))
			return 1;
	return 0;
}

static void collect(const char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char text[NI_MAXHOST];

	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		exit(1);
	}
	for (struct addrinfo *p = list; p; p = p->ai_next) {
		if (count == MAX_ADDRESSES)
			break;
		getnameinfo(p->ai_addr, p->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		if (!known(text))
			strcpy(address[count++], text);
	}
	freeaddrinfo(list);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "-6"))
		collect(argv[2], AF_INET6);
	else if (argc == 2 && strcmp(argv[1], "-6"))
		collect(argv[1], AF_INET);
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	for (int i = 0; i < count; i++)
		printf("%s\n", address[i]);
	if (fflush(stdout)) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
