/*
 * open: from step 5
 * cause: takes the first recv for all that a client has to say
 * shows: After the first piece it closes.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader short_receive crowd_in_reverse silent_client
 *
 * cause: expects send to say so when the client is gone
 * shows: It is killed by SIGPIPE.
 * fails: leaves_without_reading
 *
 * cause: reports its troubles where the clients are announced
 * shows: "cannot listen" comes on stdout, and stderr stays empty.
 * fails: port_in_use two_servers reason_is_told socket_or_listen_fails
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
	int fd = socket(AF_INET, SOCK_STREAM, 0), opt = 1;
	struct sockaddr_in sin;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	if (fd < 0 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &opt,
			sizeof(opt)) ||
		bind(fd, (struct sockaddr *)&sin, sizeof(sin)) ||
		listen(fd, BACKLOG)) {
		printf("cannot listen: %s\n", strerror(errno));
		exit(1);
	}
	return fd;
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	char a[INET_ADDRSTRLEN];
	printf("Client connected: %s\n",
		inet_ntop(AF_INET, &client->sin_addr, a, sizeof(a)));
	fflush(stdout);
	/* --- end of step 3 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 3: accept --- */
	socklen_t size = sizeof(struct sockaddr_in);
	return accept(listener, (struct sockaddr *)client, &size);
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	while (length > 0) {
		ssize_t n = write(connection, bytes, length);
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
	static char buffer[1 << 20];
	ssize_t n;

	do
		n = read(connection, buffer, sizeof buffer);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return -1;
	return send_all(connection, buffer, (size_t)n);
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
