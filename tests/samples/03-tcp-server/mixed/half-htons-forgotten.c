/*
 * open: from step 3
 * cause: puts the port into the address as this machine stores it
 * shows: It listens on the port whose two bytes are swapped.
 * fails: listens_on_loopback listens_on_every_address port_in_use
 *   two_servers reason_is_told reason_outlives_close
 *   socket_or_listen_fails restart_at_once announces_client
 *   queue_waits_its_turn announces_other_address announced_before_data
 *   nothing_else_on_stdout one_at_a_time echoes_a_word
 *   echoes_every_byte_value echoes_byte_by_byte pause_at_every_split
 *   echoes_a_mebibyte slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client short_send
 *   short_receive crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   silent_client never_reads idle_burns_nothing accept_aborted
 *   no_descriptor_free interrupted_accept interrupted_receive
 *   interrupted_send lost_clients many_clients no_line_is_a_command
 *
 * cause: prints its usage where it prints its results
 * shows: The usage line comes on stdout.
 * fails: usage_without_arguments usage_with_two_ports
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
	if (argc != 2) {
		puts("USAGE: echoserver <port>");
		return -1;
	}
	char *rest;
	errno = 0;
	long port = strtol(argv[1], &rest, 10);
	if (errno != 0 || rest == argv[1] || *rest != '\0' ||
		port < 1 || port > HIGHEST_PORT) {
		warnx("%s is not a port", argv[1]);
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
	struct sockaddr_in addr;
	int s, opt = 1;

	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s < 0)
		return -1;
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
	memset(&addr, 0, sizeof(addr));
	addr.sin_family = AF_INET;
	addr.sin_addr.s_addr = INADDR_ANY;
	addr.sin_port = port;
	if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) < 0 ||
		listen(s, BACKLOG) < 0) {
		int error = errno;
		close(s);
		errno = error;
		return -1;
	}
	return s;
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
	int listener = listen_on((uint16_t)port);
	if (listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept clients");
}
