/*
 * misconception: expects that memory comes back when a datagram
 *   is answered
 * fails: many_datagrams
 * shows: malloc for each datagram, and no free.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
	char *data;
	size_t length;
	struct sockaddr_in sender;
	struct in_pktinfo info;
} Datagram;

static ssize_t await_length(int sock)
{
	char nothing;
	ssize_t n;

	do
		n = recv(sock, &nothing, 0, MSG_PEEK | MSG_TRUNC);
	while (n == -1 && (errno == EINTR || errno == ECONNREFUSED));
	return n;
}

static Datagram *next_datagram(int sock)
{
	_Alignas(8) char control[200];
	ssize_t n = await_length(sock);
	Datagram *d = calloc(1, sizeof *d);

	if (n == -1 || !d || !(d->data = malloc(65536)))
		err(1, "cannot next_datagram");
	struct iovec iov = { d->data, (size_t)n + 1 };
	struct msghdr m = { &d->sender, sizeof d->sender, &iov, 1,
		control, sizeof control, 0 };
	do
		n = recvmsg(sock, &m, 0);
	while (n == -1 && (errno == EINTR || errno == ECONNREFUSED));
	if (n == -1)
		err(1, "cannot next_datagram");
	d->length = (size_t)n;
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	for (; c != NULL; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_IP &&
			c->cmsg_type == IP_PKTINFO)
			memcpy(&d->info, CMSG_DATA(c), sizeof d->info);
	return d;
}

static void send_back(int sock, Datagram *d)
{
	struct {
		struct cmsghdr header;
		struct in_pktinfo info;
	} note = { { 0 }, d->info };
	struct iovec iov = { d->data, d->length };
	struct msghdr m = { &d->sender, sizeof d->sender, &iov, 1,
		&note, CMSG_SPACE(sizeof d->info), 0 };
	_Alignas(8) char room[CMSG_SPACE(sizeof d->info)] = { 0 };

	note.header.cmsg_level = SOL_IP;
	note.header.cmsg_type = IP_PKTINFO;
	note.header.cmsg_len = CMSG_LEN(sizeof d->info);
	note.info.ipi_ifindex = 0;
	memcpy(room, &note.header, sizeof note.header);
	m.msg_control = room;
	memcpy(CMSG_DATA((struct cmsghdr *)room), &note.info,
		sizeof note.info);
	while (sendmsg(sock, &m, 0) == -1)
		if (errno != EINTR) {
			warn("an answer");
			return;
		}
}

static int from_here(const Datagram *d, in_port_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = d->sender.sin_addr };
	int fd, own;

	if (d->sender.sin_port != port)
		return 0;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	own = bind(fd, (struct sockaddr *)&a, sizeof a) == 0;
	close(fd);
	return own;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int sock, on = 1;
	long port = 0;

	if (argc == 2 && *argv[1] && strlen(argv[1]) < 10 &&
		!argv[1][strspn(argv[1], "0123456789")])
		port = atol(argv[1]);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n",
			program_invocation_name);
		return 1;
	}
	a.sin_port = htons((in_port_t)port);
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1 ||
		setsockopt(sock, SOL_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(sock, (struct sockaddr *)&a, sizeof a))
		err(1, "port %ld", port);
	for (;;) {
		Datagram *d = next_datagram(sock);

		printf("Datagram from %s port %d: %zu bytes\n",
			inet_ntoa(d->sender.sin_addr),
			ntohs(d->sender.sin_port), d->length);
		fflush(stdout);
		if (!from_here(d, a.sin_port))
			send_back(sock, d);
	}
}
