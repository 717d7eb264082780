/*
 * brokenpipe - send to a peer that is no longer there
 *
 * usage: brokenpipe [quietly]
 *
 * With an argument it asks the kernel not to send a signal.
 * Try: ./brokenpipe; echo "status $?"
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	int ends[2];
	int flags = argc > 1 ? MSG_NOSIGNAL : 0;

	(void)argv;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ==
		-1)
		err(EXIT_FAILURE, "cannot make a pair of sockets");
	close(ends[1]);
	if (send(ends[0], "hello", 5, flags) == -1)
		err(EXIT_FAILURE, "cannot send");
	puts("sent");
	return EXIT_SUCCESS;
}
