/*
 * udpserver - send every datagram back to where it came from
 *
 * usage: udpserver <port>
 *
 * A solution that knows the addresses of its machine, by somebody else.
 * Try: ./udpserver 7777
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define PORT_MAX 65535L
#define BOOK_SIZE 256

static char cargo[PORT_MAX];

/* The addresses of this machine. */
static in_addr_t book[BOOK_SIZE];
static size_t book_entries;

static int fail(const char *what)
{
	fprintf(stderr, "udpserver: %s: %s\n", what, strerror(errno));
	return EXIT_FAILURE;
}

/* Returns 0 if the text is no port. */
static long to_port(const char *text)
{
	long value = 0;

	for (; *text >= '0' && *text <= '9' && value <= PORT_MAX;
		text++)
		value = 10 * value + (*text - '0');
	return *text == '\0' && value <= PORT_MAX ? value : 0;
}

static bool write_book(void)
{
	struct ifaddrs *all;

	if (getifaddrs(&all) == -1)
		return false;
	for (struct ifaddrs *one = all; one != NULL;
		one = one->ifa_next) {
		if (one->ifa_addr == NULL ||
			one->ifa_addr->sa_family != AF_INET ||
			book_entries == BOOK_SIZE)
			continue;
		struct sockaddr_in entry;
		memcpy(&entry, one->ifa_addr, sizeof entry);
		book[book_entries++] = entry.sin_addr.s_addr;
	}
	freeifaddrs(all);
	return true;
}

/* All that begin with 127 are ours, and those in the book. */
static bool lives_here(in_addr_t address)
{
	if (ntohl(address) >> 24 == IN_LOOPBACKNET)
		return true;
	for (size_t i = 0; i < book_entries; i++)
		if (book[i] == address)
			return true;
	return false;
}

static void log_arrival(const struct sockaddr_in *from, ssize_t length)
{
	char line[128], quad[INET_ADDRSTRLEN] = "";

	inet_ntop(AF_INET, &from->sin_addr, quad, sizeof quad);
	int n = snprintf(line, sizeof line,
		"Datagram from %s port %u: %zd bytes\n", quad,
		(unsigned)ntohs(from->sin_port), length);
	for (int done = 0; done < n;) {
		ssize_t step = write(
			STDOUT_FILENO, line + done, (size_t)(n - done));
		if (step > 0)
			done += (int)step;
		else if (errno != EINTR)
			return;
	}
}

/* The note of the question becomes the note of the answer. */
static void turn_round(struct msghdr *letter)
{
	struct cmsghdr *head = CMSG_FIRSTHDR(letter);

	if (head == NULL)
		return;
	struct in_pktinfo *info = (void *)CMSG_DATA(head);
	info->ipi_ifindex = 0;
	info->ipi_addr.s_addr = INADDR_ANY;
}

static void converse(int fd, in_port_t own_port)
{
	_Alignas(struct cmsghdr) char slip[64];
	struct sockaddr_in from;
	struct iovec cargo_hold = { cargo, sizeof cargo };
	struct msghdr letter = { &from, sizeof from, &cargo_hold, 1,
		slip, sizeof slip, 0 };
	ssize_t length = recvmsg(fd, &letter, 0);

	if (length == -1) {
		if (errno != EINTR)
			fail("recvmsg");
		return;
	}
	log_arrival(&from, length);
	if (from.sin_port == own_port &&
		lives_here(from.sin_addr.s_addr))
		return;
	turn_round(&letter);
	cargo_hold.iov_len = (size_t)length;
	letter.msg_flags = 0;
	while (sendmsg(fd, &letter, 0) == -1)
		if (errno != EINTR) {
			fail("sendmsg");
			return;
		}
}

int main(int argc, char **argv)
{
	long port = argc == 2 ? to_port(argv[1]) : 0;
	struct sockaddr_in here = { .sin_family = AF_INET };
	int yes = 1;

	if (port == 0) {
		fputs("USAGE: udpserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	here.sin_port = htons((in_port_t)port);
	signal(SIGPIPE, SIG_IGN);
	int fd =
		socket(PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
	if (fd == -1)
		return fail("socket");
	if (setsockopt(fd, SOL_IP, IP_PKTINFO, &yes, sizeof yes) == -1)
		return fail("setsockopt");
	if (bind(fd, (struct sockaddr *)&here, sizeof here) == -1)
		return fail("bind");
	if (!write_book())
		return fail("getifaddrs");
	for (;;)
		converse(fd, here.sin_port);
}
