/*
 * reach - try every address of a host
 *
 * usage: reach <host> <port>
 *
 * Connects to each address in turn and prints how that went.
 * Try: ./reach localhost 7777
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct addrinfo *find_addresses(
	const char *host, const char *port)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *list;
	int code = getaddrinfo(host, port, &hints, &list);

	if (code == EAI_SYSTEM)
		err(EXIT_FAILURE, "%s", host);
	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", host, gai_strerror(code));
	return list;
}

/* Connects and closes again; returns 0 or the reason why not. */
static int knock(const struct addrinfo *entry)
{
	int reason = 0;
	int attempt = socket(entry->ai_family,
		entry->ai_socktype | SOCK_CLOEXEC, entry->ai_protocol);

	if (attempt == -1)
		return errno;
	/* No signal has a handler here, so none interrupts it. */
	if (connect(attempt, entry->ai_addr, entry->ai_addrlen) == -1)
		reason = errno;
	close(attempt);
	return reason;
}

static void report(const struct addrinfo *entry, int reason)
{
	char text[NI_MAXHOST];
	int code = getnameinfo(entry->ai_addr, entry->ai_addrlen, text,
		sizeof text, NULL, 0, NI_NUMERICHOST);

	if (code != 0)
		errx(EXIT_FAILURE, "%s", gai_strerror(code));
	printf("%s: %s\n", text,
		reason == 0 ? "connected" : strerror(reason));
}

int main(int argc, char *argv[])
{
	const struct addrinfo *entry;

	if (argc != 3) {
		fputs("USAGE: reach <host> <port>\n", stderr);
		return EXIT_FAILURE;
	}
	struct addrinfo *list = find_addresses(argv[1], argv[2]);
	for (entry = list; entry != NULL; entry = entry->ai_next)
		report(entry, knock(entry));
	freeaddrinfo(list);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
