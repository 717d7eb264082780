/*
 * cause: asks again and again instead of waiting
 * shows: The loop never waits.
 * fails: idle_burns_nothing
 *
 * cause: takes stdout for the place where a server tells what it
 *   does
 * shows: "sent" follows each line.
 * fails: nothing_else_on_stdout
 *
 * cause: takes every client with its port number for itself
 * shows: The port alone is compared.
 * fails: same_port_elsewhere
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[1 << 16];

struct item {
	struct sockaddr_in peer;
	struct in_addr local;
	ssize_t size;
};

static void wait_for(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	while (poll(&p, 1, -1) == -1 && errno == EINTR)
		;
}

static int get(int fd, struct item *p)
{
	_Alignas(8) char room[256];
	struct iovec v = { data, sizeof data };
	struct msghdr m = { &p->peer, sizeof p->peer, &v, 1, room,
		sizeof room, 0 };
	struct cmsghdr *c;

	p->size = recvmsg(fd, &m, 0);
	if (p->size < 0)
		return 0;
	p->local.s_addr = 0;
	for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_IP &&
			c->cmsg_type == IP_PKTINFO)
			p->local = ((struct in_pktinfo *)CMSG_DATA(c))
					   ->ipi_spec_dst;
	return 1;
}

static void put(int fd, struct item *p)
{
	_Alignas(8) char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec v = { data, (size_t)p->size };
	struct msghdr m = { &p->peer, sizeof p->peer, &v, 1, room,
		sizeof room, 0 };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	struct in_pktinfo i = { 0, p->local, { 0 } };

	memset(room, 0, sizeof room);
	c->cmsg_level = SOL_IP;
	c->cmsg_type = IP_PKTINFO;
	c->cmsg_len = CMSG_LEN(sizeof i);
	memcpy(CMSG_DATA(c), &i, sizeof i);
	while (sendmsg(fd, &m, 0) < 0) {
		if (errno == EAGAIN)
			wait_for(fd, POLLOUT);
		else if (errno != EINTR)
			return;
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in s = { .sin_family = AF_INET };
	struct item p;
	char *end = "";
	unsigned long port = 0;
	int fd, on = 1;

	if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9')
		port = strtoul(argv[1], &end, 10);
	if (port < 1 || port > 65535 || *end) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		error(1, errno, "socket");
	s.sin_port = htons(port);
	if (setsockopt(fd, SOL_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(fd, (struct sockaddr *)&s, sizeof s))
		error(1, errno, "port %lu", port);
	for (;;) {
		while (get(fd, &p)) {
			printf("Datagram from %s port %hu: %zd bytes\n",
				inet_ntoa(p.peer.sin_addr),
				ntohs(p.peer.sin_port), p.size);
			fflush(stdout);
			if (ntohs(p.peer.sin_port) != port) {
				put(fd, &p);
				printf("sent\n");
				fflush(stdout);
			}
		}
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNREFUSED)
			error(1, errno, "recvmsg");
	}
}
