/*
 * careless - a process for each client, and one thing is forgotten
 *
 * usage: careless <port> <what>
 *
 * A client is told which process serves it, and may stay.  <what> is
 * "connection": the parent does not close it; "listener": a child does
 * not close it; "children": nobody waits for them; "others": one is
 * waited for at each signal; or "nothing".
 * Only this machine can reach it.  Try: ./careless 6106 connection
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BACKLOG = 128 }; /* clients that may wait */

static const char *forgotten; /* set once, before there are signals */

static bool forgets(const char *what)
{
	return strcmp(forgotten, what) == 0;
}

/* Returns a socket that listens on the port of the loopback address. */
static int listen_on(const char *port)
{
	struct addrinfo *own;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	int code = getaddrinfo("127.0.0.1", port, &hints, &own);
	int on = 1;

	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", port, gai_strerror(code));
	int listener = socket(own->ai_family,
		own->ai_socktype | SOCK_CLOEXEC, own->ai_protocol);
	if (listener == -1 ||
		setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(listener, own->ai_addr, own->ai_addrlen) == -1 ||
		listen(listener, BACKLOG) == -1)
		err(EXIT_FAILURE, "cannot listen on port %s", port);
	freeaddrinfo(own);
	return listener;
}

/* A signal handler: buries the children that have ended. */
static void bury_children(int number)
{
	int reason = errno; /* of the call that is interrupted */

	(void)number;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		if (forgets("others"))
			break;
	errno = reason;
}

static void watch_children(void)
{
	struct sigaction action = {
		.sa_handler = bury_children,
		.sa_flags = SA_RESTART, /* accept goes on by itself */
	};

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGCHLD, &action, NULL) == -1)
		err(EXIT_FAILURE, "cannot watch children");
}

/* In a child: tells its number, and stays as long as the client. */
static void serve_client(int connection)
{
	char line[64], unused[256];
	ssize_t n = snprintf(line, sizeof line,
		"Served by process %ld.\n", (long)getpid());

	/* An empty send buffer takes so short a line in one piece. */
	if (send(connection, line, (size_t)n, MSG_NOSIGNAL) == -1)
		_exit(EXIT_FAILURE);
	do
		n = recv(connection, unused, sizeof unused, 0);
	while (n > 0 || (n == -1 && errno == EINTR));
	_exit(n == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* Takes clients, until accept fails for good. */
static void serve(int listener)
{
	for (;;) {
		int connection =
			accept4(listener, NULL, NULL, SOCK_CLOEXEC);

		if (connection == -1) {
			if (errno == EINTR || errno == ECONNABORTED)
				continue;
			return;
		}
		pid_t child = fork();
		if (child == 0) {
			if (!forgets("listener"))
				close(listener);
			serve_client(connection);
		}
		if (child == -1)
			warn("no process for a client");
		if (!forgets("connection"))
			close(connection);
	}
}

int main(int argc, char *argv[])
{
	if (argc != 3) {
		fputs("USAGE: careless <port> <what>\n", stderr);
		return EXIT_FAILURE;
	}
	forgotten = argv[2];
	if (!forgets("children"))
		watch_children();
	serve(listen_on(argv[1]));
	err(EXIT_FAILURE, "cannot accept clients");
}
