/*
 * echoclient - send a word to an echo server and print the reply
 *
 * usage: echoclient <server> <word> <port>
 *
 * Prints "Received: " and as many bytes as were sent, as they came
 * back.  Try: ./echoclient localhost hello 7777
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { BUFFER_SIZE = 4096, HIGHEST_PORT = 65535 };

/* What the command line asks for. */
struct request {
	const char *server;
	const char *word;
	const char *port;
};

/* --- step 1: usage --- */
/* A decimal number from 1 to 65535, and nothing behind it. */
static bool is_port(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] != '\0')
		return false;
	errno = 0;
	unsigned long port = strtoul(text, NULL, 10);
	return errno == 0 && port >= 1 && port <= HIGHEST_PORT;
}

/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc != 4 || !is_port(argv[3])) {
		fputs("USAGE: echoclient <server> <word> <port>\n",
			stderr);
		return -1;
	}
	request->server = argv[1];
	request->word = argv[2];
	request->port = argv[3];
	return 0;
	/* --- end of step 1 --- */
}

/* --- step 2: connect --- */
/* An interrupted connect goes on by itself: wait for its outcome. */
static int await_connection(int connection)
{
	struct pollfd wait = { .fd = connection, .events = POLLOUT };
	int error;
	socklen_t size = sizeof error;

	while (poll(&wait, 1, -1) == -1)
		if (errno != EINTR)
			return -1;
	if (getsockopt(connection, SOL_SOCKET, SO_ERROR, &error,
		    &size) == -1)
		return -1;
	if (error == 0)
		return 0;
	errno = error;
	return -1;
}

/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	int connection = socket(entry->ai_family,
		entry->ai_socktype | SOCK_CLOEXEC, entry->ai_protocol);

	if (connection == -1)
		return -1;
	int result =
		connect(connection, entry->ai_addr, entry->ai_addrlen);
	if (result == -1 && errno == EINTR)
		result = await_connection(connection);
	if (result == 0)
		return connection;
	int reason = errno;
	close(connection);
	errno = reason;
	return -1;
	/* --- end of step 2 --- */
}

/* Chooses the addresses of the server to try. */
static int find_addresses(
	const struct request *request, struct addrinfo **list)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };

	/* --- step 6: names --- */
	hints.ai_family = AF_UNSPEC;
	hints.ai_flags = AI_NUMERICSERV;
	/* --- end of step 6 --- */
	return getaddrinfo(
		request->server, request->port, &hints, list);
}

/* Tries the addresses; returns a connection, or -1 with errno. */
static int connect_to_any(const struct addrinfo *list)
{
	/* --- step 6: names --- */
	int connection = -1;

	while (list != NULL && connection == -1) {
		connection = connect_to_address(list);
		list = list->ai_next;
	}
	return connection;
	/* --- end of step 6 --- */
}

/* Connects to the server, or says why that is not possible. */
static int connect_to_server(const struct request *request)
{
	struct addrinfo *list = NULL;
	int code = find_addresses(request, &list);

	if (code != 0) {
		warnx("%s: %s", request->server,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return -1;
	}
	int connection = connect_to_any(list);
	if (connection == -1)
		warn("cannot connect to %s port %s", request->server,
			request->port);
	freeaddrinfo(list);
	return connection;
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 3: send --- */
	while (length > 0) {
		/* Else a broken connection kills the program. */
		ssize_t n =
			send(connection, bytes, length, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		bytes += n;
		length -= (size_t)n;
	}
	return 0;
	/* --- end of step 3 --- */
}

/*
 * Prints the reply as it comes, `length` bytes at most.  Returns how
 * many came before the server closed, or -1.
 */
static ssize_t print_reply(int connection, size_t length)
{
	/* --- step 4: receive --- */
	char buffer[BUFFER_SIZE];
	size_t received = 0;

	fputs("Received: ", stdout);
	while (received < length) {
		size_t wanted = length - received;
		if (wanted > sizeof buffer)
			wanted = sizeof buffer;
		ssize_t n = recv(connection, buffer, wanted, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		if (n == 0)
			break;
		fwrite(buffer, 1, (size_t)n, stdout);
		received += (size_t)n;
	}
	return (ssize_t)received;
	/* --- end of step 4 --- */
}

/* Ends the line, and says so if the reply is not whole. */
static int finish_reply(ssize_t received, size_t expected)
{
	/* --- step 5: finish --- */
	if (received == -1) {
		warn("the connection broke");
		return -1;
	}
	if ((size_t)received < expected) {
		warnx("the server closed the connection after %zd of "
		      "%zu bytes",
			received, expected);
		return -1;
	}
	/* What stdio still holds is written, or the disk is full. */
	if (putchar('\n') == EOF || fflush(stdout) == EOF) {
		warn("cannot print the reply");
		return -1;
	}
	/* An earlier write failed; its errno is long gone. */
	if (ferror(stdout)) {
		warnx("cannot print the reply: a part of it is lost");
		return -1;
	}
	return 0;
	/* --- end of step 5 --- */
}

/* Sends the word and prints the reply; says what went wrong. */
static int exchange(int connection, const char *word)
{
	size_t length = strlen(word);

	if (send_all(connection, word, length) == -1) {
		warn("cannot send the word");
		return -1;
	}
	ssize_t received = print_reply(connection, length);
	return finish_reply(received, length);
}

int main(int argc, char *argv[])
{
	struct request request = { 0 };

	if (parse_arguments(argc, argv, &request) == -1)
		return EXIT_FAILURE;
	int connection = connect_to_server(&request);
	if (connection == -1)
		return EXIT_FAILURE;
	int result = exchange(connection, request.word);
	close(connection);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
