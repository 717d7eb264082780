/*
 * echoserver - send back whatever a client sends, one after another
 *
 * usage: echoserver <port>
 *
 * Prints a line for each client.  Try: ./echoserver 7777
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum {
	BUFFER_SIZE = 4096,
	HIGHEST_PORT = 65535,
	BACKLOG = 128, /* clients that may wait for their turn */
	PAUSE_MS = 100, /* after a failed accept */
};

/* Reads the command line; returns the port, or -1. */
static int parse_arguments(int argc, char *argv[])
{
	/* --- step 1: usage --- */
	const char *text = argc == 2 ? argv[1] : "";
	size_t digits = strspn(text, "0123456789");
	unsigned long port = 0;

	errno = 0;
	if (digits > 0 && text[digits] == '\0')
		port = strtoul(text, NULL, 10);
	if (errno != 0 || port < 1 || port > HIGHEST_PORT) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return -1;
	}
	return (int)port;
	/* --- end of step 1 --- */
}

/* --- step 2: listen --- */
/* Gives the socket its address and lets clients queue up for it. */
static int start_listening(int listener, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int on = 1;

	/* Else connections of an earlier life keep the port busy. */
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		return -1;
	if (bind(listener, (const struct sockaddr *)&address,
		    sizeof address) == -1)
		return -1;
	return listen(listener, BACKLOG);
}

/* --- end of step 2 --- */

/* Returns a socket that listens on the port, or -1 with errno. */
static int listen_on(uint16_t port)
{
	/* --- step 2: listen --- */
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (listener == -1)
		return -1;
	if (start_listening(listener, port) == 0)
		return listener;
	int reason = errno;
	close(listener);
	errno = reason;
	return -1;
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	char text[INET_ADDRSTRLEN];

	if (inet_ntop(AF_INET, &client->sin_addr, text, sizeof text) ==
			NULL ||
		printf("Client connected: %s\n", text) < 0 ||
		fflush(stdout) == EOF)
		warn("cannot announce the client");
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	socklen_t size = sizeof *client;

	return accept4(listener, (struct sockaddr *)client, &size,
		SOCK_CLOEXEC);
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	while (length > 0) {
		/* Else a lost client kills the server. */
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
	/* --- end of step 4 --- */
}

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 4: echo --- */
	char buffer[BUFFER_SIZE];
	ssize_t n;

	while ((n = recv(connection, buffer, sizeof buffer, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 ||
			send_all(connection, buffer, (size_t)n) == -1)
			return -1;
	}
	return 0;
	/* --- end of step 4 --- */
}

/* After a failed accept: may the server go on, and when? */
static bool can_go_on(int error)
{
	/* --- step 5: survive --- */
	switch (error) {
	case EBADF: /* mistakes of our own do not go away */
	case EINVAL:
	case ENOTSOCK:
	case EOPNOTSUPP:
		return false;
	case EINTR: /* a signal came */
	case ECONNABORTED: /* the client has left the queue */
		return true;
	default:
		/* The client may still be in the queue, and accept
		 * would fail again at once: give it time. */
		poll(NULL, 0, PAUSE_MS);
		return true;
	}
	/* --- end of step 5 --- */
}

/* Serves clients until accept fails for good. */
static void serve(int listener)
{
	for (;;) {
		struct sockaddr_in client;
		int connection = accept_client(listener, &client);

		if (connection == -1) {
			if (can_go_on(errno))
				continue;
			return;
		}
		announce(&client);
		if (echo(connection) == -1)
			warn("lost a client");
		close(connection);
	}
}

int main(int argc, char *argv[])
{
	int port = parse_arguments(argc, argv);

	if (port == -1)
		return EXIT_FAILURE;
	/* --- step 5: survive --- */
	/* Else a reader of stdout that leaves ends the server. */
	signal(SIGPIPE, SIG_IGN);
	/* --- end of step 5 --- */
	int listener = listen_on((uint16_t)port);
	if (listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept clients");
}
