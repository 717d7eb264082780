/*
 * misconception: asks only once to which address the datagrams go
 * fails: addresses_in_turn connected_clients
 * shows: Every answer comes from the address that the first
 *   datagram was sent to.
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

static char data[65536];

static int port_from(const char *s)
{
	char *end;
	unsigned long n;

	if (*s < '0' || *s > '9')
		return 0;
	errno = 0;
	n = strtoul(s, &end, 10);
	return errno || *end || n > 65535 ? 0 : (int)n;
}

static int is_ours(struct in_addr address)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_DGRAM, 0), ours;

	if (fd == -1)
		return 1;
	sin.sin_addr = address;
	ours = bind(fd, (struct sockaddr *)&sin, sizeof sin) == 0 ||
		errno != EADDRNOTAVAIL;
	close(fd);
	return ours;
}

static void answer(int sock, struct sockaddr_in *peer, size_t length,
	struct in_addr from)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control = { 0 };
	struct iovec iov = { data, length };
	struct msghdr msg = { 0 };
	struct in_pktinfo pktinfo = { 0 };
	struct cmsghdr *cmsg;

	msg.msg_name = peer;
	msg.msg_namelen = sizeof *peer;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	msg.msg_control = &control;
	msg.msg_controllen = sizeof control;
	cmsg = CMSG_FIRSTHDR(&msg);
	cmsg->cmsg_level = IPPROTO_IP;
	cmsg->cmsg_type = IP_PKTINFO;
	cmsg->cmsg_len = CMSG_LEN(sizeof pktinfo);
	pktinfo.ipi_spec_dst = from;
	memcpy(CMSG_DATA(cmsg), &pktinfo, sizeof pktinfo);
	while (sendmsg(sock, &msg, 0) == -1)
		if (errno != EINTR) {
			warn("%s", inet_ntoa(peer->sin_addr));
			return;
		}
}

static void serve(int sock, int port)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control;
	struct sockaddr_in peer;
	struct iovec iov = { data, sizeof data };
	struct msghdr msg = { 0 };
	struct in_pktinfo pktinfo;
	struct cmsghdr *cmsg;
	ssize_t n;

	memset(&pktinfo, 0, sizeof pktinfo);
	for (;;) {
		msg.msg_name = &peer;
		msg.msg_namelen = sizeof peer;
		msg.msg_iov = &iov;
		msg.msg_iovlen = 1;
		msg.msg_control = &control;
		msg.msg_controllen = sizeof control;
		n = recvmsg(sock, &msg, 0);
		if (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n == -1)
			err(1, "cannot receive");
		for (cmsg = CMSG_FIRSTHDR(&msg); cmsg;
			cmsg = CMSG_NXTHDR(&msg, cmsg))
			if (pktinfo.ipi_addr.s_addr == INADDR_ANY &&
				cmsg->cmsg_level == IPPROTO_IP &&
				cmsg->cmsg_type == IP_PKTINFO)
				memcpy(&pktinfo, CMSG_DATA(cmsg),
					sizeof pktinfo);
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(peer.sin_addr), ntohs(peer.sin_port),
			n);
		fflush(stdout);
		if (ntohs(peer.sin_port) == port &&
			is_ours(peer.sin_addr))
			continue;
		answer(sock, &peer, (size_t)n, pktinfo.ipi_addr);
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int port, sock, on = 1;

	if (argc != 2 || (port = port_from(argv[1])) == 0) {
		fputs("USAGE: udpserver <port>\n", stderr);
		return 1;
	}
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1)
		err(1, "socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on))
		err(1, "IP_PKTINFO");
	sin.sin_port = htons((in_port_t)port);
	if (bind(sock, (struct sockaddr *)&sin, sizeof sin) == -1)
		err(1, "port %d", port);
	serve(sock, port);
}
