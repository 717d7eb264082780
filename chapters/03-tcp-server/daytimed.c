/*
 * daytimed - tell each client what time it is (RFC 867)
 *
 * usage: daytimed
 *
 * Serves port 4013 of the loopback address.  Prints a line for each
 * client.  Try: ./daytimed and, in another terminal, ./talk 4013
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum {
	PORT = 4013, /* the port of daytime, 13, is a privileged one */
	BACKLOG = 16, /* clients that may wait */
};

/* Gives the socket its port; returns -1 if that is not possible. */
static int bind_to_loopback(int listener)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return bind(listener, (const struct sockaddr *)&address,
		sizeof address);
}

/* Else connections that are long closed keep the port busy. */
static int allow_restart(int listener)
{
	int yes = 1;

	return setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

/* Writes the time as one line; returns -1 if that is not possible. */
static int write_time(char *line, size_t size)
{
	struct tm parts;
	time_t now = time(NULL);

	if (gmtime_r(&now, &parts) == NULL ||
		strftime(line, size, "%Y-%m-%d %H:%M:%S UTC\n",
			&parts) == 0) {
		errno = EOVERFLOW; /* strftime leaves it alone */
		return -1;
	}
	return 0;
}

/* Sends a line of text, in as many pieces as it takes. */
static int send_line(int connection, const char *line)
{
	while (*line != '\0') {
		ssize_t n = send(
			connection, line, strlen(line), MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		line += n;
	}
	return 0;
}

/* The whole service for one client. */
static int tell_time(int connection)
{
	char line[64];

	if (write_time(line, sizeof line) == -1)
		return -1;
	return send_line(connection, line);
}

/* A client that cannot be noted is served all the same. */
static void note_client(const struct sockaddr_in *client)
{
	char text[INET_ADDRSTRLEN];

	if (inet_ntop(AF_INET, &client->sin_addr, text, sizeof text) ==
			NULL ||
		printf("%s port %d\n", text, ntohs(client->sin_port)) <
			0)
		warn("cannot note a client");
}

/* Serves one client after another, and returns if accept fails. */
static void serve(int listener)
{
	for (;;) {
		struct sockaddr_in client;
		socklen_t size = sizeof client;
		int connection =
			accept4(listener, (struct sockaddr *)&client,
				&size, SOCK_CLOEXEC);

		if (connection == -1 &&
			(errno == EINTR || errno == ECONNABORTED))
			continue;
		if (connection == -1)
			return;
		note_client(&client);
		if (tell_time(connection) == -1)
			warn("lost a client");
		close(connection);
	}
}

int main(void)
{
	/* Neither a client nor a reader of stdout ends the server. */
	signal(SIGPIPE, SIG_IGN);
	/* A line is to be seen when it is printed, in a pipe too. */
	if (setvbuf(stdout, NULL, _IOLBF, 0) != 0)
		errx(EXIT_FAILURE, "cannot set the buffer of stdout");
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (listener == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	if (allow_restart(listener) == -1 ||
		bind_to_loopback(listener) == -1 ||
		listen(listener, BACKLOG) == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", PORT);
	serve(listener);
	err(EXIT_FAILURE, "cannot accept a client");
}
