/*
 * talk - connect to a port of this machine and print what comes
 *
 * usage: talk <port> [<word>]
 *
 * With a word: sends it first, and ends its side.  Says at the end how
 * the connection ended.  Try: ./talk 4001
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
#include <sys/types.h>
#include <unistd.h>

static int connect_to_port(const char *port)
{
	struct addrinfo *address;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	int code = getaddrinfo("127.0.0.1", port, &hints, &address);

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", port, gai_strerror(code));
	int connection = socket(address->ai_family,
		address->ai_socktype | SOCK_CLOEXEC,
		address->ai_protocol);
	if (connection == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	/* No signal has a handler here, so none interrupts it. */
	if (connect(connection, address->ai_addr,
		    address->ai_addrlen) == -1)
		err(EXIT_FAILURE, "cannot connect");
	freeaddrinfo(address);
	return connection;
}

/* Sends the word and ends this side; the other one stays open. */
static void send_word(int connection, const char *word)
{
	while (*word != '\0') {
		ssize_t n = send(
			connection, word, strlen(word), MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(EXIT_FAILURE, "cannot send");
		word += n;
	}
	if (shutdown(connection, SHUT_WR) == -1)
		err(EXIT_FAILURE, "cannot end this side");
}

/* Prints what comes; returns 0 at the end of the stream, else -1. */
static int print_stream(int connection)
{
	char buffer[4096];
	ssize_t n;

	while ((n = recv(connection, buffer, sizeof buffer, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		fwrite(buffer, 1, (size_t)n, stdout);
		if (fflush(stdout) == EOF)
			err(EXIT_FAILURE, "cannot print");
	}
	return 0;
}

int main(int argc, char *argv[])
{
	if (argc != 2 && argc != 3) {
		fputs("USAGE: talk <port> [<word>]\n", stderr);
		return EXIT_FAILURE;
	}
	int connection = connect_to_port(argv[1]);
	if (argc == 3)
		send_word(connection, argv[2]);
	if (print_stream(connection) == -1)
		err(EXIT_FAILURE, "the connection broke");
	if (puts("(end of stream)") == EOF || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	close(connection);
	return EXIT_SUCCESS;
}
