/*
 * misconception: keeps the length of a datagram in a short
 * fails: echoes_the_largest
 * shows: 65,507 bytes are -29, and are not sent back.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

char buf[70000];

int main(int argc, char **argv)
{
	struct sockaddr_in me, you, probe;
	struct in_pktinfo *pi;
	struct msghdr mh;
	struct iovec io;
	struct cmsghdr *cm;
	long control[16];
	char junk;
	int port, fd, probe_fd, one = 1, own;
	short n;

	if (argc != 2 || strspn(argv[1], "0123456789") < 1 ||
		strspn(argv[1], "0123456789") > 5 ||
		sscanf(argv[1], "%d%c", &port, &junk) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver port\n");
		exit(1);
	}

	/* the socket */
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0) {
		perror("udpserver: no socket");
		exit(1);
	}
	memset(&me, 0, sizeof me);
	me.sin_family = AF_INET;
	me.sin_port = htons(port);
	me.sin_addr.s_addr = INADDR_ANY;
	if (setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &one, sizeof one) <
			0 ||
		bind(fd, (struct sockaddr *)&me, sizeof me) < 0) {
		perror("udpserver: cannot have the port");
		exit(1);
	}

	/* datagram after datagram */
	for (;;) {
		memset(&mh, 0, sizeof mh);
		memset(control, 0, sizeof control);
		io.iov_base = buf;
		io.iov_len = sizeof buf;
		mh.msg_name = &you;
		mh.msg_namelen = sizeof you;
		mh.msg_iov = &io;
		mh.msg_iovlen = 1;
		mh.msg_control = control;
		mh.msg_controllen = sizeof control;
		n = recvmsg(fd, &mh, 0);
		if (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n == -1) {
			perror("udpserver: recvmsg");
			exit(1);
		}
		printf("Datagram from %s port %d: %hd bytes\n",
			inet_ntoa(you.sin_addr), ntohs(you.sin_port),
			n);
		fflush(stdout);

		/* do not talk to myself */
		own = 0;
		if (you.sin_port == me.sin_port) {
			probe = you;
			probe.sin_port = 0;
			probe_fd = socket(AF_INET, SOCK_DGRAM, 0);
			own = bind(probe_fd, (struct sockaddr *)&probe,
				      sizeof probe) == 0;
			close(probe_fd);
		}
		if (own || n < 0)
			continue;

		/* the address that was asked answers */
		for (cm = CMSG_FIRSTHDR(&mh); cm;
			cm = CMSG_NXTHDR(&mh, cm))
			if (cm->cmsg_level == IPPROTO_IP &&
				cm->cmsg_type == IP_PKTINFO) {
				pi = (struct in_pktinfo *)CMSG_DATA(cm);
				pi->ipi_ifindex = 0;
			}
		io.iov_len = n;
		while (sendmsg(fd, &mh, 0) < 0 && errno == EINTR)
			;
	}
}
