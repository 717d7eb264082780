/*
 * cause: takes the host's name for a format string
 * shows: Where the name has %n or %s in it, fprintf reads and writes
 *   where it must not.
 * fails: odd_characters
 *
 * cause: expects that the list of addresses frees itself
 * shows: LeakSanitizer finds the list of getaddrinfo lost.
 * fails: memory_given_back
 *
 * cause: expects that repeated addresses stand side by side
 * shows: An address that comes back after another one is printed again.
 * fails: repeated_address_once ipv6_every_address_once
 *
 * cause: accepts an IPv4 address in IPv6 clothes for an IPv6 address
 * shows: For a name with IPv4 only, -6 prints ::ffff: and the dotted
 *   quad.
 * fails: ipv6_missing
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int complain(const char *a, const char *b)
{
	char line[2000];
	snprintf(line, sizeof line, "nslookup: %s: %s\n", a, b);
	fprintf(stderr, line);
	return 1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_RAW,
		.ai_family = AF_INET };
	struct addrinfo *list;
	char last[INET6_ADDRSTRLEN] = "", text[INET6_ADDRSTRLEN];
	int i = 1;

	if (i < argc && strcmp(argv[i], "-6") == 0) {
		i++;
		hints.ai_family = AF_INET6;
		hints.ai_flags = AI_V4MAPPED;
	}
	if (argc - i != 1) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	int code = getaddrinfo(argv[i], NULL, &hints, &list);
	if (code == EAI_SYSTEM)
		return complain(argv[i], strerror(errno));
	if (code != 0)
		return complain(argv[i], gai_strerror(code));
	while (list != NULL) {
		getnameinfo(list->ai_addr, list->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		if (strcmp(text, last) != 0)
			printf("%s\n", text);
		strcpy(last, text);
		list = list->ai_next;
	}
	if (fflush(stdout) == EOF)
		return complain("stdout", strerror(errno));
	return 0;
}
