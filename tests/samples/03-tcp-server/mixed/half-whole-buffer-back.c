/*
 * open: from step 5
 * cause: sends the whole buffer back, however much came
 * shows: Behind the client's bytes come those that were in the buffer.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client short_send
 *   short_receive crowd_in_reverse client_resets reset_in_the_queue
 *   leaves_without_reading silent_client never_reads accept_aborted
 *   no_descriptor_free interrupted_accept lost_clients
 *
 * cause: ends when a connection breaks, as a client would
 * shows: err ends it where a client resets.
 * fails: client_resets reset_in_the_queue leaves_without_reading
 *   never_reads lost_clients
 *
 * cause: takes 127.0.0.1 for the address of the machine
 * shows: Clients that come from elsewhere are refused.
 * fails: listens_on_every_address
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
	struct sockaddr_in local;
	int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	memset(&local, 0, sizeof local);
	local.sin_family = AF_INET;
	local.sin_port = htons(port);
	inet_pton(AF_INET, "127.0.0.1", &local.sin_addr);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (void *)&local, sizeof local) < 0 ||
		listen(fd, BACKLOG) < 0)
		return -1;
	return fd;
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	printf("Client connected: %s\n", inet_ntoa(client->sin_addr));
	fflush(stdout);
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	socklen_t n = sizeof *client;
	return accept(listener, (void *)client, &n);
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	while (length != 0) {
		ssize_t n =
			send(connection, bytes, length, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(EXIT_FAILURE, "send");
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
	char buffer[BUFFER_SIZE] = "";

	for (;;) {
		ssize_t n = recv(connection, buffer, BUFFER_SIZE, 0);
		if (n == 0)
			return 0;
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(EXIT_FAILURE, "recv");
		send_all(connection, buffer, BUFFER_SIZE);
	}
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
