/*
 * cause: never frees the list of addresses
 * shows: The leak sanitizer finds the list at the end of a good run.
 * fails: nothing_leaks
 *
 * cause: leaves the line without an end
 * shows: The reply is printed without a newline behind it.
 * fails: orderly_end
 *
 * cause: takes "no connection" for reason enough
 * shows: Whether nobody listens or there is no route: the message is
 *   the same.
 * fails: reasons_differ no_socket
 *
 * cause: takes every failed look-up for an unknown name
 * shows: "unknown host" stands for everything that getaddrinfo may say.
 * fails: unknown_name
 *
 * cause: is satisfied with digits, whatever their number
 * shows: 0 and 65543 pass for ports.
 * fails: ports_out_of_range
 *
 * cause: leaves it to getaddrinfo to check the port
 * shows: What is left of 65543 there is called.
 * fails: ports_out_of_range
 */
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum error {
	OK,
	BAD_USAGE,
	NO_HOST,
	NO_CONNECTION,
	NO_SEND,
	NO_RECEIVE,
	CLOSED,
	NO_OUTPUT
};

static const char *texts[] = {
	[BAD_USAGE] = "USAGE: echoclient <server> <word> <port>",
	[NO_HOST] = "unknown host",
	[NO_CONNECTION] = "cannot connect",
	[NO_SEND] = "cannot send",
	[NO_RECEIVE] = "cannot receive",
	[CLOSED] = "the server closed the connection",
	[NO_OUTPUT] = "cannot write",
};

struct session {
	int socket;
	const uint8_t *word;
	size_t size;
};

static enum error session_open(
	struct session *s, const char *host, const char *port)
{
	struct addrinfo *list,
		hints = { .ai_family = AF_UNSPEC,
			.ai_socktype = SOCK_STREAM };

	if (getaddrinfo(host, port, &hints, &list) != 0)
		return NO_HOST;
	for (; list != NULL; list = list->ai_next) {
		int result;
		s->socket = socket(list->ai_family, list->ai_socktype,
			list->ai_protocol);
		if (s->socket == -1)
			continue;
		do
			result = connect(s->socket, list->ai_addr,
				list->ai_addrlen);
		while (result == -1 && errno == EINTR);
		if (result == 0)
			return OK;
		close(s->socket);
	}
	return NO_CONNECTION;
}

static enum error session_send(struct session *s)
{
	size_t at = 0;

	while (at < s->size) {
		ssize_t n = send(s->socket, s->word + at, s->size - at,
			MSG_NOSIGNAL);
		if (n >= 0)
			at += (size_t)n;
		else if (errno != EINTR)
			return NO_SEND;
	}
	return OK;
}

static enum error session_receive(struct session *s)
{
	uint8_t piece[2000];
	size_t at = 0;

	if (fputs("Received: ", stdout) == EOF)
		return NO_OUTPUT;
	while (at < s->size) {
		size_t max = s->size - at < sizeof piece ? s->size - at
							 : sizeof piece;
		ssize_t n = recv(s->socket, piece, max, 0);
		if (n == 0)
			return CLOSED;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return NO_RECEIVE;
		if (fwrite(piece, 1, (size_t)n, stdout) != (size_t)n)
			return NO_OUTPUT;
		at += (size_t)n;
	}
	return fflush(stdout) == 0 ? OK : NO_OUTPUT;
}

int main(int argc, char *argv[])
{
	struct session s = { -1, NULL, 0 };
	enum error e = OK;

	if (argc != 4 || *argv[3] == '\0' ||
		argv[3][strspn(argv[3], "0123456789")])
		e = BAD_USAGE;
	if (e == OK) {
		s.word = (const uint8_t *)argv[2];
		s.size = strlen(argv[2]);
		e = session_open(&s, argv[1], argv[3]);
	}
	if (e == OK)
		e = session_send(&s);
	if (e == OK)
		e = session_receive(&s);
	if (e != OK)
		fprintf(stderr, "%s\n", texts[e]);
	if (s.socket != -1)
		close(s.socket);
	return e == OK ? 0 : 1;
}
