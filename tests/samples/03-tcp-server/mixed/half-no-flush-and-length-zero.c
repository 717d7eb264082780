/*
 * open: from step 4
 * cause: expects that printf has shown the line when it returns
 * shows: Through a pipe not one client is announced.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
 *
 * cause: expects accept to know how large the address may be
 * shows: The length is 0 at first, so the client is announced as
 *   0.0.0.0.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
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
	int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
	struct sockaddr_in a = { 0 };

	if (fd < 0)
		return -1;
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) < 0)
		return -1;
	if (listen(fd, BACKLOG) < 0)
		return -1;
	return fd;
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	printf("Client connected: %s\n", inet_ntoa(client->sin_addr));
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	socklen_t length = 0;

	memset(client, 0, sizeof *client);
	return accept(listener, (struct sockaddr *)client, &length);
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
	int listener = listen_on((uint16_t)port);
	if (listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept clients");
}
