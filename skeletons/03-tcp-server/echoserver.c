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
	/*
	 * Goal: one argument, a port: a decimal number from 1 to
	 * 65535.  Anything else gets a line on stderr that begins
	 * "USAGE: echoserver" and the result -1.
	 * Read: strtoul(3), strspn(3), fputs(3)
	 */
	(void)argc;
	(void)argv;
	errx(EXIT_FAILURE, "step 1, usage, is not written yet");
	/* --- end of step 1 --- */
}

/* --- step 2: listen --- */
/* Room for functions of your own. */

/* --- end of step 2 --- */

/* Returns a socket that listens on the port, or -1 with errno. */
static int listen_on(uint16_t port)
{
	/* --- step 2: listen --- */
	/*
	 * Goal: a socket that listens on the port, on every IPv4
	 * address of the machine, even just after another server has
	 * used it; or -1 with errno and no descriptor lost.
	 * Read: socket(2), bind(2), listen(2), ip(7), socket(7)
	 */
	(void)port;
	errx(EXIT_FAILURE, "step 2, listen, is not written yet");
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	/*
	 * Goal: "Client connected: " and the client's address on
	 * stdout, in sight at once.
	 * Read: inet_ntop(3), printf(3), fflush(3)
	 */
	(void)client;
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	/*
	 * Goal: the connection of the next client, and its address in
	 * *client.  So far the server waits for one and gives up.
	 * Read: accept(2)
	 */
	(void)client;
	struct pollfd arrival = { .fd = listener, .events = POLLIN };
	poll(&arrival, 1, -1);
	errx(EXIT_FAILURE, "step 3, accept, is not written yet");
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	/*
	 * Goal: all of the bytes are sent, however few the kernel
	 * takes at a time, and no signal kills the server.
	 * Read: send(2), signal(7)
	 */
	(void)connection;
	(void)bytes;
	(void)length;
	return -1;
	/* --- end of step 4 --- */
}

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 4: echo --- */
	/*
	 * Goal: what comes is sent back at once; 0 when the client
	 * has ended its side, -1 when the connection broke.  So far
	 * the server hears the client out and says nothing.
	 * Read: recv(2)
	 */
	char buffer[BUFFER_SIZE];

	warnx("step 4, echo, is not written yet");
	while (recv(connection, buffer, sizeof buffer, 0) > 0)
		send_all(connection, buffer, 0);
	return 0;
	/* --- end of step 4 --- */
}

/* After a failed accept: may the server go on, and when? */
static bool can_go_on(int error)
{
	/* --- step 5: survive --- */
	/*
	 * Goal: tell what passes from what does not; and do not let
	 * the server spin while it lasts.
	 * Read: accept(2) under ERRORS, poll(2)
	 */
	(void)error;
	return false;
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
	/*
	 * Goal: whoever reads stdout may leave; the server stays.
	 * Read: signal(2), signal(7) on SIGPIPE
	 */
	/* --- end of step 5 --- */
	int listener = listen_on((uint16_t)port);
	if (listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept clients");
}
