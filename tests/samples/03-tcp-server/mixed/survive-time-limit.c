/*
 * cause: sets a time limit for clients that say nothing
 * shows: Whoever pauses for half a minute is sent away.
 * fails: silent_client
 *
 * cause: forgets that a signal may interrupt accept
 * shows: A signal is not among what accept may fail for: the server
 *   ends.
 * fails: interrupted_accept
 *
 * cause: asks getsockname for the address of the other end
 * shows: Whoever comes, the address is that of the server.
 * fails: announces_other_address
 *
 * cause: takes SO_REUSEPORT for a stronger SO_REUSEADDR
 * shows: A second server starts on the same port.
 * fails: two_servers
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
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int on = 1;
	struct sockaddr_in any = { .sin_family = AF_INET };

	any.sin_port = htons(port);
	if (fd == -1)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&any, sizeof any) == 0 &&
		listen(fd, BACKLOG) == 0)
		return fd;
	on = errno;
	close(fd);
	errno = on;
	return -1;
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
	int fd = accept(listener, NULL, NULL);
	socklen_t size = sizeof *client;

	if (fd != -1)
		getsockname(fd, (struct sockaddr *)client, &size);
	return fd;
	/* --- end of step 3 --- */
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 4: echo --- */
	size_t sent = 0;
	while (sent < length) {
		ssize_t n = send(connection, bytes + sent,
			length - sent, MSG_NOSIGNAL);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		sent += (size_t)n;
	}
	return 0;
	/* --- end of step 4 --- */
}

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 4: echo --- */
	char buffer[BUFFER_SIZE];
	struct pollfd p = { .fd = connection, .events = POLLIN };

	while (poll(&p, 1, 30 * 1000) != 0) {
		ssize_t n = recv(connection, buffer, sizeof buffer, 0);
		if (n == 0)
			return 0;
		if (n == -1 && errno != EINTR)
			return -1;
		if (n > 0 &&
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
	case ECONNABORTED:
		return true;
	case EMFILE:
	case ENFILE:
	case ENOMEM:
	case ENOBUFS:
		poll(NULL, 0, PAUSE_MS);
		return true;
	}
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
