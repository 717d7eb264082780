/*
 * misconception: takes ports for numbers that fit into a short
 * fails: high_ports
 * shows: Ports above 32767 are refused, although they are good.
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

struct dgram {
	struct sockaddr_in peer;
	struct in_addr to;
	ssize_t length;
};

static void wait_for(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	while (poll(&p, 1, -1) == -1 && errno == EINTR)
		;
}

static int get(int fd, struct dgram *p)
{
	_Alignas(8) char room[256];
	struct iovec v = { data, sizeof data };
	struct msghdr m = { &p->peer, sizeof p->peer, &v, 1, room,
		sizeof room, 0 };
	struct cmsghdr *c;

	p->length = recvmsg(fd, &m, 0);
	if (p->length < 0)
		return 0;
	p->to.s_addr = 0;
	for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_IP &&
			c->cmsg_type == IP_PKTINFO)
			p->to = ((struct in_pktinfo *)CMSG_DATA(c))
					->ipi_spec_dst;
	return 1;
}

static void put(int fd, struct dgram *p)
{
	_Alignas(8) char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec v = { data, (size_t)p->length };
	struct msghdr m = { &p->peer, sizeof p->peer, &v, 1, room,
		sizeof room, 0 };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	struct in_pktinfo i = { 0, p->to, { 0 } };

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

static int ours(struct in_addr a)
{
	struct sockaddr_in s = { .sin_family = AF_INET, .sin_addr = a };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int r = bind(fd, (struct sockaddr *)&s, sizeof s);

	close(fd);
	return r == 0;
}

int main(int argc, char **argv)
{
	struct sockaddr_in s = { .sin_family = AF_INET };
	struct dgram p;
	char *end = "";
	short port = 0;
	int fd, on = 1;

	if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9')
		port = strtol(argv[1], &end, 10) > 65535
			? 0
			: strtol(argv[1], &end, 10);
	if (port < 1 || *end) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		error(1, errno, "socket");
	s.sin_port = htons(port);
	if (setsockopt(fd, SOL_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(fd, (struct sockaddr *)&s, sizeof s))
		error(1, errno, "port %d", port);
	for (;;) {
		wait_for(fd, POLLIN);
		while (get(fd, &p)) {
			printf("Datagram from %s port %hu: %zd bytes\n",
				inet_ntoa(p.peer.sin_addr),
				ntohs(p.peer.sin_port), p.length);
			fflush(stdout);
			if (ntohs(p.peer.sin_port) != port ||
				!ours(p.peer.sin_addr))
				put(fd, &p);
		}
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNREFUSED)
			error(1, errno, "recvmsg");
	}
}
