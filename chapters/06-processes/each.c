/*
 * each - run a program for each client
 *
 * usage: each <port> <program> [<argument>...]
 *
 * What the client sends is the program's input, and what the program
 * prints goes to the client.  Only this machine can reach it.
 * Try: ./each 6104 wc -c
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum {
	BACKLOG = 128, /* clients that may wait */
	NOT_RUN = 127, /* the status for "there is no such program" */
};

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

/* In a child: becomes the program, with the client on both ends. */
static void become(char *command[], int connection)
{
	/* Copies stay open over exec, the others are closed by it. */
	if (dup2(connection, STDIN_FILENO) == -1 ||
		dup2(connection, STDOUT_FILENO) == -1) {
		warn("cannot copy the connection");
		_exit(EXIT_FAILURE);
	}
	/* What is ignored stays ignored: the program may want it. */
	signal(SIGCHLD, SIG_DFL);
	execvp(command[0], command);
	warn("%s", command[0]);
	_exit(NOT_RUN);
}

/* Gives each client a process, until accept fails for good. */
static void serve(int listener, char *command[])
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
		if (child == 0)
			become(command, connection);
		if (child == -1)
			warn("no process for a client");
		close(connection);
	}
}

int main(int argc, char *argv[])
{
	if (argc < 3) {
		fputs("USAGE: each <port> <program> [<argument>...]\n",
			stderr);
		return EXIT_FAILURE;
	}
	/* Nobody asks how the children ended: no zombies. */
	signal(SIGCHLD, SIG_IGN);
	serve(listen_on(argv[1]), argv + 2);
	err(EXIT_FAILURE, "cannot accept clients");
}
