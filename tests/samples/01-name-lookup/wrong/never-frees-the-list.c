/*
 * misconception: expects that the list of addresses frees itself
 * fails: memory_given_back
 * shows: LeakSanitizer finds the list of getaddrinfo lost.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	char text[INET6_ADDRSTRLEN];
};

static struct entry entries[1000];
static size_t count;

static void keep(const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(entries[i].text, text))
			return;
	if (count < 1000)
		strcpy(entries[count++].text, text);
}

static int find(const char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char text[INET6_ADDRSTRLEN];

	int code = getaddrinfo(host, NULL, &hints, &list);
	for (; code == 0 && list != NULL; list = list->ai_next) {
		getnameinfo(list->ai_addr, list->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		keep(text);
	}
	return code;
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && !strcmp(argv[1], "-6");

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	char *host = argv[1 + six];
	int code = find(host, six ? AF_INET6 : AF_INET);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		return 1;
	}
	for (size_t i = 0; i < count; i++)
		puts(entries[i].text);
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
