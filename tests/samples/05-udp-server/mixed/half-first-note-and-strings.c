/*
 * open: from step 5
 * cause: asks only once to which address the datagrams go
 * shows: A static address that is set once.
 * fails: addresses_in_turn connected_clients
 *
 * cause: takes what it received for a string
 * shows: strlen of the datagram.
 * fails: echoes_every_byte_value
 *
 * cause: expects that printf has shown the line when it returns
 * shows: No fflush.
 * fails: announces_datagram announces_port announced_before_answer
 *   nothing_else_on_stdout gone_client unreachable_client port_zero
 *   failed_answer
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
	int i, n = 0;

	for (i = 0; argc == 2 && argv[1][i] != '\0' && i < 6; i++) {
		if (argv[1][i] < '0' || argv[1][i] > '9')
			n = HIGHEST_PORT;
		n = n * 10 + argv[1][i] - '0';
	}
	if (n >= 1 && n <= HIGHEST_PORT)
		return n;
	fprintf(stderr, "USAGE: udpserver <port>\n");
	return -1;
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
	int yes = 1;

	return setsockopt(sock, SOL_IP, IP_PKTINFO, &yes, sizeof(yes));
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
	static struct in_addr receiver;
	struct cmsghdr *c = CMSG_FIRSTHDR(message);

	if (receiver.s_addr == 0 && c != NULL)
		receiver =
			((struct in_pktinfo *)CMSG_DATA(c))->ipi_addr;
	return receiver;
	/* --- end of step 4 --- */
}

/* Makes the message leave from this address of ours. */
static void set_sender(struct msghdr *message, union notes *notes,
	struct in_addr sender)
{
	/* --- step 4: address --- */
	struct in_pktinfo *info;

	memset(notes, 0, sizeof *notes);
	message->msg_control = notes->room;
	message->msg_controllen = sizeof notes->room;
	notes->header.cmsg_len = CMSG_LEN(sizeof *info);
	notes->header.cmsg_level = SOL_IP;
	notes->header.cmsg_type = IP_PKTINFO;
	info = (struct in_pktinfo *)CMSG_DATA(&notes->header);
	info->ipi_spec_dst = sender;
	/* --- end of step 4 --- */
}

/* Takes the next datagram; returns -1 with errno. */
static int receive_datagram(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec iov = { datagram->bytes, LARGEST_DATAGRAM };
	struct msghdr m;
	ssize_t n;

	memset(&m, 0, sizeof m);
	m.msg_name = &datagram->client;
	m.msg_namelen = sizeof datagram->client;
	m.msg_iov = &iov;
	m.msg_iovlen = 1;
	m.msg_control = control;
	m.msg_controllen = sizeof control;
	n = recvmsg(sock, &m, 0);
	if (n == -1)
		return -1;
	datagram->length = n;
	datagram->receiver = find_receiver(&m);
	return 0;
	/* --- end of step 3 --- */
}

/* Says what has come, at once, even through a pipe. */
static void announce(const struct datagram *datagram)
{
	/* --- step 3: echo --- */
	printf("Datagram from %s port %d: %zu bytes\n",
		inet_ntoa(datagram->client.sin_addr),
		ntohs(datagram->client.sin_port), datagram->length);
	/* --- end of step 3 --- */
}

/* Sends the datagram back; returns -1 with errno. */
static int send_answer(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	union notes room;
	struct iovec iov = { datagram->bytes, datagram->length };
	struct msghdr m = { .msg_name = &datagram->client,
		.msg_namelen = sizeof datagram->client };

	datagram->bytes[datagram->length] = '\0';
	iov.iov_len = strlen(datagram->bytes);
	m.msg_iov = &iov;
	m.msg_iovlen = 1;
	set_sender(&m, &room, datagram->receiver);
	while (sendmsg(sock, &m, 0) == -1) {
		if (errno != EINTR)
			return -1;
	}
	return 0;
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
