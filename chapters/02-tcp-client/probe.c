/*
 * probe - show what each call of a TCP client returns
 *
 * usage: probe <address> <port> [<word> [end]]
 *
 * Connects; sends the word, if there is one; with "end", says that
 * nothing follows; receives until the server ends or fails.
 * Try: ./probe 127.0.0.1 7777 hello end
 *
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/* Prints a result, and the reason if it is -1; hands it on. */
static ssize_t show(const char *call, ssize_t result)
{
	int reason = errno;

	printf("%-8s %zd", call, result);
	if (result == -1)
		printf("  %s", strerror(reason));
	putchar('\n');
	return result;
}

/* Prints a piece of the reply; bytes that are no text, as \nnn. */
static void show_piece(const char *piece, ssize_t length)
{
	printf("%-8s %zd  ", "recv", length);
	for (ssize_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)piece[i];
		if (isprint(byte))
			putchar(byte);
		else
			printf("\\%03o", byte);
	}
	putchar('\n');
}

static struct addrinfo *find_server(
	const char *address, const char *port)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *server;
	int code = getaddrinfo(address, port, &hints, &server);

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", address,
			gai_strerror(code));
	return server;
}

/*
 * Ends the program if there is no connection to be had.  No signal has
 * a handler here, so none interrupts the calls.
 */
static int open_connection(const struct addrinfo *server)
{
	int connection = socket(server->ai_family,
		server->ai_socktype | SOCK_CLOEXEC,
		server->ai_protocol);

	if (show("socket", connection) == -1)
		exit(EXIT_FAILURE);
	if (show("connect",
		    connect(connection, server->ai_addr,
			    server->ai_addrlen)) == -1)
		exit(EXIT_FAILURE);
	return connection;
}

static void receive(int connection)
{
	char piece[4096];
	ssize_t n;

	while ((n = recv(connection, piece, sizeof piece, 0)) > 0)
		show_piece(piece, n);
	show("recv", n);
}

int main(int argc, char *argv[])
{
	if (argc < 3 || argc > 5) {
		fputs("USAGE: probe <address> <port> [<word> [end]]\n",
			stderr);
		return EXIT_FAILURE;
	}
	/* Line by line, into a pipe too: we may be stopped any time. */
	if (setvbuf(stdout, NULL, _IOLBF, 0) != 0)
		errx(EXIT_FAILURE, "cannot set the buffer of stdout");
	struct addrinfo *server = find_server(argv[1], argv[2]);
	int connection = open_connection(server);
	freeaddrinfo(server);
	if (argc > 3)
		show("send",
			send(connection, argv[3], strlen(argv[3]),
				MSG_NOSIGNAL));
	if (argc > 4)
		show("shutdown", shutdown(connection, SHUT_WR));
	if (argc > 3)
		receive(connection);
	show("close", close(connection));
	return ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
