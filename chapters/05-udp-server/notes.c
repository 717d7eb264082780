/*
 * notes - show what the kernel notes about each datagram
 *
 * usage: notes <port>
 *
 * Waits on a UDP port of all addresses.  For each datagram it prints
 * the length, how many hops the packet had left, and how many datagrams
 * had been lost before it, if any.  Answers nobody.
 * Try: ./notes 7777
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { HIGHEST_PORT = 65535 };

/* Room for both notes, where a header of a note may stand. */
union room {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int)) +
		CMSG_SPACE(sizeof(uint32_t))];
};

/* Has the kernel add its notes, from the next datagram on. */
static void ask_for_notes(int sock)
{
	int on = 1;
	socklen_t size = sizeof on;

	if (setsockopt(sock, IPPROTO_IP, IP_RECVTTL, &on, size) == -1)
		err(EXIT_FAILURE, "cannot ask for hops");
	if (setsockopt(sock, SOL_SOCKET, SO_RXQ_OVFL, &on, size) == -1)
		err(EXIT_FAILURE, "cannot ask for losses");
}

/* Returns a socket with this port at all addresses. */
static int socket_on(in_port_t port)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	ask_for_notes(sock);
	if (bind(sock, (struct sockaddr *)&own, sizeof own) == -1)
		err(EXIT_FAILURE, "cannot have port %d", port);
	return sock;
}

/* Prints a note, if it is one that we know. */
static void print_note(const struct cmsghdr *note)
{
	int hops;
	uint32_t lost;

	if (note->cmsg_level == IPPROTO_IP &&
		note->cmsg_type == IP_TTL) {
		memcpy(&hops, CMSG_DATA(note), sizeof hops);
		printf(", %d hops left", hops);
	}
	if (note->cmsg_level == SOL_SOCKET &&
		note->cmsg_type == SO_RXQ_OVFL) {
		memcpy(&lost, CMSG_DATA(note), sizeof lost);
		printf(", %u lost before it", lost);
	}
}

/* Receives one datagram, and prints all that comes with it. */
static void show_one(int sock)
{
	char byte;
	union room room;
	struct iovec bytes = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = &room,
		.msg_controllen = sizeof room,
	};
	ssize_t n = recvmsg(sock, &message, MSG_TRUNC);

	if (n == -1)
		err(EXIT_FAILURE, "cannot receive");
	printf("%zd bytes", n);
	struct cmsghdr *note = CMSG_FIRSTHDR(&message);
	for (; note != NULL; note = CMSG_NXTHDR(&message, note))
		print_note(note);
	putchar('\n');
}

int main(int argc, char *argv[])
{
	long port = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

	if (port < 1 || port > HIGHEST_PORT) {
		fputs("USAGE: notes <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int sock = socket_on((in_port_t)port);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (;;)
		show_one(sock);
}
