/*
 * pieces - show that a stream forgets where a send ended
 *
 * usage: pieces
 *
 * Sends three words over a pair of connected stream sockets, then
 * receives four bytes at a time.  Try: ./pieces
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void send_word(int sender, const char *word)
{
	size_t length = strlen(word);

	if (send(sender, word, length, 0) != (ssize_t)length)
		err(EXIT_FAILURE, "cannot send all of %s", word);
	printf("sent %zu: %s\n", length, word);
}

static void receive_pieces(int receiver)
{
	char piece[4];
	ssize_t n;

	while ((n = recv(receiver, piece, sizeof piece, 0)) > 0)
		printf("received %zd: %.*s\n", n, (int)n, piece);
	if (n == -1)
		err(EXIT_FAILURE, "cannot receive");
	puts("received 0: the end");
}

int main(void)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ==
		-1)
		err(EXIT_FAILURE, "cannot make a pair of sockets");
	send_word(ends[0], "hello");
	send_word(ends[0], "to");
	send_word(ends[0], "you");
	close(ends[0]);
	receive_pieces(ends[1]);
	close(ends[1]);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
