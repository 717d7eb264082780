/*
 * udpserver - send every datagram back to where it came from
 *
 * usage: udpserver <port>
 *
 * Answers from the address that was asked, and prints a line for each
 * datagram.  Try: ./udpserver 7777
 *
 * SPDX-License-Identifier: MIT
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
	const char *text = argc == 2 ? argv[1] : "";
	size_t digits = strspn(text, "0123456789");
	unsigned long port = 0;

	errno = 0;
	if (digits > 0 && text[digits] == '\0')
		port = strtoul(text, NULL, 10);
	if (errno != 0 || port < 1 || port > HIGHEST_PORT) {
		fputs("USAGE: udpserver <port>\n", stderr);
		return -1;
	}
	return (int)port;
	/* --- end of step 1 --- */
}

/* Gives the socket the port, on every address; -1 with errno. */
static int bind_to_port(int sock, uint16_t port)
{
	/* --- step 2: bind --- */
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};

	/* No SO_REUSEADDR: here it would let another one steal. */
	return bind(sock, (const struct sockaddr *)&address,
		sizeof address);
	/* --- end of step 2 --- */
}

/* Has the kernel note who was asked; -1 with errno. */
static int ask_for_notes(int sock)
{
	/* --- step 4: address --- */
	int on = 1;

	return setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
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
	struct in_pktinfo info = { .ipi_spec_dst.s_addr = INADDR_ANY };
	struct cmsghdr *note = CMSG_FIRSTHDR(message);

	for (; note != NULL; note = CMSG_NXTHDR(message, note))
		if (note->cmsg_level == IPPROTO_IP &&
			note->cmsg_type == IP_PKTINFO)
			memcpy(&info, CMSG_DATA(note), sizeof info);
	return info.ipi_spec_dst;
	/* --- end of step 4 --- */
}

/* Makes the message leave from this address of ours. */
static void set_sender(struct msghdr *message, union notes *notes,
	struct in_addr sender)
{
	/* --- step 4: address --- */
	/* Interface 0: the way out is chosen as for any packet. */
	struct in_pktinfo info = { .ipi_spec_dst = sender };

	memset(notes, 0, sizeof *notes);
	notes->header.cmsg_level = IPPROTO_IP;
	notes->header.cmsg_type = IP_PKTINFO;
	notes->header.cmsg_len = CMSG_LEN(sizeof info);
	memcpy(CMSG_DATA(&notes->header), &info, sizeof info);
	message->msg_control = notes;
	message->msg_controllen = sizeof *notes;
	/* --- end of step 4 --- */
}

/* Takes the next datagram; returns -1 with errno. */
static int receive_datagram(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	union notes notes;
	struct iovec bytes = {
		.iov_base = datagram->bytes,
		.iov_len = sizeof datagram->bytes,
	};
	struct msghdr message = {
		.msg_name = &datagram->client,
		.msg_namelen = sizeof datagram->client,
		.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = &notes,
		.msg_controllen = sizeof notes,
	};
	ssize_t n = recvmsg(sock, &message, 0);

	if (n == -1)
		return -1;
	datagram->length = (size_t)n;
	datagram->receiver = find_receiver(&message);
	return 0;
	/* --- end of step 3 --- */
}

/* Says what has come, at once, even through a pipe. */
static void announce(const struct datagram *datagram)
{
	/* --- step 3: echo --- */
	const struct sockaddr_in *client = &datagram->client;
	char text[INET_ADDRSTRLEN];
	const char *address = inet_ntop(
		AF_INET, &client->sin_addr, text, sizeof text);

	if (address == NULL ||
		printf("Datagram from %s port %d: %zu bytes\n", address,
			ntohs(client->sin_port),
			datagram->length) < 0 ||
		fflush(stdout) == EOF)
		warn("cannot announce a datagram");
	/* --- end of step 3 --- */
}

/* Sends the datagram back; returns -1 with errno. */
static int send_answer(int sock, struct datagram *datagram)
{
	/* --- step 3: echo --- */
	union notes notes;
	struct iovec bytes = {
		.iov_base = datagram->bytes,
		.iov_len = datagram->length,
	};
	struct msghdr message = {
		.msg_name = &datagram->client,
		.msg_namelen = sizeof datagram->client,
		.msg_iov = &bytes,
		.msg_iovlen = 1,
	};

	set_sender(&message, &notes, datagram->receiver);
	while (sendmsg(sock, &message, 0) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
	/* --- end of step 3 --- */
}

/* Would an answer to this client come back to this server? */
static bool is_own(const struct sockaddr_in *client, uint16_t port)
{
	/* --- step 5: survive --- */
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr = client->sin_addr,
	};

	if (ntohs(client->sin_port) != port)
		return false;
	int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (probe == -1)
		return true; /* better no answer than endless ones */
	/* The kernel knows all addresses of this machine. */
	int result = bind(probe, (const struct sockaddr *)&address,
		sizeof address);
	bool foreign = result == -1 && errno == EADDRNOTAVAIL;
	close(probe);
	return !foreign;
	/* --- end of step 5 --- */
}

/* After a failure to receive: may the server go on, and when? */
static bool can_go_on(int error)
{
	/* --- step 5: survive --- */
	switch (error) {
	case EBADF: /* mistakes of our own do not go away */
	case EFAULT:
	case EINVAL:
	case ENOTSOCK:
		return false;
	case EINTR: /* a signal came */
	case ECONNREFUSED: /* it is about an answer, long gone */
		return true;
	default:
		/* It might fail again at once: give it time. */
		poll(NULL, 0, PAUSE_MS);
		return true;
	}
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
	/* Else a reader of stdout that leaves ends the server. */
	signal(SIGPIPE, SIG_IGN);
	/* --- end of step 5 --- */
	int sock = open_socket((uint16_t)port);
	if (sock == -1)
		err(EXIT_FAILURE, "cannot wait on port %d", port);
	serve(sock, (uint16_t)port);
	err(EXIT_FAILURE, "cannot receive datagrams");
}
