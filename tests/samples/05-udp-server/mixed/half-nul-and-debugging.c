/*
 * open: from step 4
 * cause: takes the NUL at the end for a part of the datagram
 * shows: length + 1.
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones echoes_the_largest clients_mixed in_their_order
 *   short_after_long
 *
 * cause: takes stdout for the place where a server tells what it
 *   does
 * shows: "got one" before each line.
 * fails: nothing_else_on_stdout
 */
#define _GNU_SOURCE /* for struct in_pktinfo */
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
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	HIGHEST_PORT = 65535,
	LARGEST_DATAGRAM = 65535, /* the header has 16 bits for it */
	PAUSE_MS = 100, /* after a call that failed */
};

/* A datagram, and what its answer needs to know. */
struct datagram {
	struct sockaddr_in client; /* who sent it */
	struct in_addr receiver; /* which address of ours was asked */
	size_t length;
	char bytes[LARGEST_DATAGRAM];
};

/* Room for one note from the kernel, or to it. */
union notes {
	struct cmsghdr header; /* a note begins with it */
	char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
};

/* Reads the command line; returns the port, or -1. */
static int parse_arguments(int argc, char *argv[])
{
	/* --- step 1: usage --- */
	char *end;
	long n;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return -1;
	}
	n = strtol(argv[1], &end, 10);
	if (*end != '\0' || n < 1 || n > HIGHEST_PORT) {
		fprintf(stderr, "%s is no port\n", argv[1]);
		return -1;
	}
	return (int)n;
	/* --- end of step 1 --- */
}

/* Gives the socket the port, on every address; -1 with errno. */
static int bind_to_port(int sock, uint16_t port)
{
	/* --- step 2: bind --- */
	struct sockaddr_in me;

	memset(&me, 0, sizeof me);
	me.sin_family = AF_INET;
	me.sin_port = htons(port);
	me.sin_addr.s_addr = INADDR_ANY;
	return bind(sock, (struct sockaddr *)&me, sizeof me);
	/* --- end of step 2 --- */
}

/* Has the kernel note who was asked; -1 with errno. */
static int ask_for_notes(int sock)
{
	/* --- step 4: address --- */
	/*
	 * Goal: each datagram comes with a note on the address that
	 * it was sent to.  So far none does.
	 * Read: ip(7) on IP_PKTINFO, setsockopt(2)
	 */
	(void)sock;
	return 0;
	/* --- end of step 4 --- */
}

/* Returns a socket for datagrams to the port, or -1 with errno. */
static int open_socket(uint16_t port)
{
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1)
		return -1;
	/* The notes first: from bind on datagrams may come. */
	if (ask_for_notes(sock) == 0 && bind_to_port(sock, port) == 0)
		return sock;
	int reason = errno;
	close(sock);
	errno = reason;
	return -1;
}

/* Which of our addresses was asked?  All of them: not known. */
static struct in_addr find_receiver(struct msghdr *message)
{
	/* --- step 4: address --- */
	/*
	 * Goal: the address from the note, if there is one.  So far
	 * nobody looks.
	 * Read: cmsg(3), ip(7)
	 */
	(void)message;
	return (struct in_addr){ 0 };
	/* --- end of step 4 --- */
}

/* Makes the message leave from this address of ours. */
static void set_sender(struct msghdr *message, union notes *notes,
	struct in_addr sender)
{
	/* --- step 4: address --- */
	/*
	 * Goal: a note that tells the kernel the sender's address.
	 * So far the kernel chooses one.
	 * Read: cmsg(3), ip(7)
	 */
	(void)message;
	(void)notes;
	(void)sender;
	/* --- end of step 4 --- */
}

/* Takes the next datagram; returns -1 with errno. */
static int receive_datagram(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	socklen_t size = sizeof datagram->client;
	ssize_t n = recvfrom(sock, datagram->bytes, LARGEST_DATAGRAM, 0,
		(struct sockaddr *)&datagram->client, &size);

	if (n == -1)
		return -1;
	datagram->length = (size_t)n;
	datagram->receiver.s_addr = INADDR_ANY;
	(void)find_receiver;
	return 0;
	/* --- end of step 3 --- */
}

/* Says what has come, at once, even through a pipe. */
static void announce(const struct datagram *datagram)
{
	/* --- step 3: echo --- */
	printf("got one\n");
	printf("Datagram from %s port %d: %zu bytes\n",
		inet_ntoa(datagram->client.sin_addr),
		ntohs(datagram->client.sin_port), datagram->length);
	fflush(stdout);
	/* --- end of step 3 --- */
}

/* Sends the datagram back; returns -1 with errno. */
static int send_answer(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	ssize_t n;

	if (datagram->length < LARGEST_DATAGRAM)
		datagram->bytes[datagram->length] = '\0';
	do
		n = sendto(sock, datagram->bytes, datagram->length + 1,
			0, (struct sockaddr *)&datagram->client,
			sizeof datagram->client);
	while (n == -1 && errno == EINTR);
	(void)set_sender;
	return n == -1 ? -1 : 0;
	/* --- end of step 3 --- */
}

/* Would an answer to this client come back to this server? */
static bool is_own(const struct sockaddr_in *client, uint16_t port)
{
	/* --- step 5: survive --- */
	/*
	 * Goal: true for this port at any address of this machine.
	 * So far nobody is suspected.
	 * Read: bind(2), ip(7)
	 */
	(void)client;
	(void)port;
	return false;
	/* --- end of step 5 --- */
}

/* After a failure to receive: may the server go on, and when? */
static bool can_go_on(int error)
{
	/* --- step 5: survive --- */
	/*
	 * Goal: tell what passes from what does not; and do not let
	 * the server spin while it lasts.
	 * Read: recvmsg(2) under ERRORS, poll(2)
	 */
	(void)error;
	return false;
	/* --- end of step 5 --- */
}

/* Answers datagrams until receiving fails for good. */
static void serve(int sock, uint16_t port)
{
	static struct datagram datagram; /* large for a stack */

	for (;;) {
		if (receive_datagram(sock, &datagram) == -1) {
			if (can_go_on(errno))
				continue;
			return;
		}
		announce(&datagram);
		if (is_own(&datagram.client, port))
			continue;
		if (send_answer(sock, &datagram) == -1)
			warn("cannot answer a datagram");
	}
}

int main(int argc, char *argv[])
{
	int port = parse_arguments(argc, argv);

	if (port == -1)
		return EXIT_FAILURE;
	/* --- step 5: survive --- */
	/*
	 * Goal: whoever reads stdout may leave; the server stays.
	 * Read: signal(2), signal(7) on SIGPIPE
	 */
	/* --- end of step 5 --- */
	int sock = open_socket((uint16_t)port);
	if (sock == -1)
		err(EXIT_FAILURE, "cannot wait on port %d", port);
	serve(sock, (uint16_t)port);
	err(EXIT_FAILURE, "cannot receive datagrams");
}
