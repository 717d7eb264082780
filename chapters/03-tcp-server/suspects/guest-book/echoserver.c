/*
 * echoserver - a suspect: gets full marks, and is wrong all the same
 *
 * usage: echoserver <port>
 *
 * Which client shows it?  See "Go further" in the chapter.
 *
 * SPDX-License-Identifier: MIT
 */
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
#include <sys/socket.h>
#include <unistd.h>

/* The guest, and all it has said, for a look with the debugger. */
static struct {
	int socket;
	size_t length;
	char said[4 << 20];
} guest;

/* Writes what has not been sent back yet. */
static bool answer(size_t sent)
{
	while (sent < guest.length) {
		ssize_t n = write(guest.socket, guest.said + sent,
			guest.length - sent);

		if (n >= 0)
			sent += (size_t)n;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

/* Listens and answers, until the guest has no more to say. */
static bool entertain(void)
{
	guest.length = 0;
	for (;;) {
		size_t before = guest.length;
		ssize_t n = read(guest.socket, guest.said + before,
			sizeof guest.said - before);

		if (n == 0)
			return true;
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return false;
		guest.length += (size_t)n;
		if (!answer(before))
			return false;
	}
}

/* Waits at the door; the guest's address is for the guest book. */
static void let_in(int door)
{
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	char quad[INET_ADDRSTRLEN] = "somebody";

	guest.socket = accept(door, (struct sockaddr *)&from, &size);
	if (guest.socket == -1) {
		if (errno == EBADF || errno == EINVAL)
			err(EXIT_FAILURE, "the door is broken");
		if (errno != EINTR && errno != ECONNABORTED)
			poll(NULL, 0, 200);
		return;
	}
	if (inet_ntop(AF_INET, &from.sin_addr, quad, sizeof quad) !=
		NULL)
		printf("Client connected: %s\n", quad);
	if (!entertain())
		warn("%s went without a word", quad);
	close(guest.socket);
}

/* Opens the door for whoever asks for the port. */
static int open_door(long port)
{
	int yes = 1;
	int door = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
	};

	if (door == -1 ||
		setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) == -1 ||
		bind(door, (struct sockaddr *)&here, sizeof here) ==
			-1 ||
		listen(door, SOMAXCONN) == -1)
		err(EXIT_FAILURE, "no door at port %ld", port);
	return door;
}

/* The number that the digits make, or -1. */
static long number(const char *digit)
{
	long value = *digit == '\0' ? -1 : 0;

	for (; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9' || value > 65535)
			return -1;
		value = value * 10 + (*digit - '0');
	}
	return value;
}

int main(int argc, char *argv[])
{
	long port = argc == 2 ? number(argv[1]) : -1;

	if (port < 1 || port > 65535) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	signal(SIGPIPE, SIG_IGN);
	if (setvbuf(stdout, NULL, _IOLBF, 0) != 0)
		errx(EXIT_FAILURE, "cannot set the buffer of stdout");
	int door = open_door(port);
	for (;;)
		let_in(door);
}
