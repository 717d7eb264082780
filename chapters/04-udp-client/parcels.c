/*
 * parcels - show that a datagram has edges
 *
 * usage: parcels
 *
 * Sends four words over UDP, then receives four times, with room for
 * four bytes.  Try: ./parcels
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static int datagram_socket(void)
{
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	return sock;
}

/* Gives the socket a free port of this machine, and tells which. */
static struct sockaddr_in bind_to_loopback(int sock)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof own;

	if (bind(sock, (struct sockaddr *)&own, size) == -1 ||
		getsockname(sock, (struct sockaddr *)&own, &size) == -1)
		err(EXIT_FAILURE, "cannot bind");
	return own;
}

static void send_word(int sender, const struct sockaddr_in *receiver,
	const char *word)
{
	size_t length = strlen(word);

	if (sendto(sender, word, length, 0,
		    (const struct sockaddr *)receiver,
		    sizeof *receiver) == -1)
		err(EXIT_FAILURE, "cannot send %s", word);
	printf("sent %zu: \"%s\"\n", length, word);
}

static void receive_parcel(int receiver)
{
	char piece[4];
	/* With this flag the result is the length of the datagram. */
	ssize_t n = recv(receiver, piece, sizeof piece, MSG_TRUNC);

	if (n == -1)
		err(EXIT_FAILURE, "cannot receive");
	size_t kept =
		(size_t)n < sizeof piece ? (size_t)n : sizeof piece;
	printf("received %zd, kept %zu: \"%.*s\"\n", n, kept, (int)kept,
		piece);
}

int main(void)
{
	const char *words[] = { "hello", "to", "", "you" };
	int receiver = datagram_socket();
	struct sockaddr_in address = bind_to_loopback(receiver);
	int sender = datagram_socket();

	for (size_t i = 0; i < 4; i++)
		send_word(sender, &address, words[i]);
	for (size_t i = 0; i < 4; i++)
		receive_parcel(receiver);
	close(sender);
	close(receiver);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
