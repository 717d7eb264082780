/*
 * cause: expects that an accept that failed works if it is called again
 *   at once
 * shows: While no descriptor is free it calls accept again and again.
 * fails: no_descriptor_free
 *
 * cause: expects that memory comes back when a client leaves
 * shows: It takes a buffer for every client and frees none of them.
 * fails: many_clients
 *
 * cause: takes a send that took a part for a lost client
 * shows: Where the kernel takes only a part, it closes the connection.
 * fails: short_send
 *
 * cause: expects that only waiting for a client is interrupted by
 *   signals
 * shows: A send that a signal interrupts ends the client's turn.
 * fails: interrupted_send
 */
#define _GNU_SOURCE /* for accept4 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
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
	unsigned long port;

	if (argc != 2 || argv[1][0] == 0 ||
		argv[1][strspn(argv[1], "0123456789")] != 0 ||
		strlen(argv[1]) > 5 ||
		(port = strtoul(argv[1], NULL, 10)) == 0 ||
		port > HIGHEST_PORT) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return -1;
	}
	return (int)port;
	/* --- end of step 1 --- */
}

/* --- step 2: listen --- */
/* Room for functions of your own. */

/* --- end of step 2 --- */

/* Returns a socket that listens on the port, or -1 with errno. */
static int listen_on(uint16_t port)
{
	/* --- step 2: listen --- */
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int yes = 1;
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(port) };

	if (fd == -1)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == -1 ||
		bind(fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(fd, BACKLOG) == -1) {
		int e = errno;
		close(fd);
		errno = e;
		return -1;
	}
	return fd;
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	char text[INET_ADDRSTRLEN] = "";
	inet_ntop(AF_INET, &client->sin_addr, text, sizeof text);
	fprintf(stdout, "Client connected: %s\n", text);
	fflush(stdout);
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	socklen_t size = sizeof(*client);
	return accept(listener, (struct sockaddr *)client, &size);
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);
	return sent == (ssize_t)length ? 0 : -1;
	/* --- end of step 4 --- */
}

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 4: echo --- */
	char *buffer = malloc(BUFFER_SIZE);
	ssize_t n;

	if (buffer == NULL)
		return -1;
	while ((n = recv(connection, buffer, BUFFER_SIZE, 0)) != 0) {
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
	warnx("accept: %s", strerror(error));
	return true;
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
	int listener = listen_on((uint16_t)port);
	if (listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept clients");
}
