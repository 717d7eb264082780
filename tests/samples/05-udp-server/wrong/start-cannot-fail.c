/*
 * misconception: takes it for granted that socket and bind work
 * fails: port_in_use two_servers bind_fails reason_is_told
 * shows: It waits for ever for datagrams that another server
 *   gets.
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

char msg[70000];

int main(int argc, char **argv)
{
	struct sockaddr_in me, him, test;
	struct in_pktinfo *pi;
	struct msghdr mh;
	struct iovec io;
	struct cmsghdr *cm;
	long control[16];
	char junk;
	int port, fd, tmp, one = 1, n, own;

	if (argc != 2 || strspn(argv[1], "0123456789") < 1 ||
		strspn(argv[1], "0123456789") > 5 ||
		sscanf(argv[1], "%d%c", &port, &junk) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver port\n");
		exit(1);
	}

	/* the socket */
	fd = socket(AF_INET, SOCK_DGRAM, 0);

	memset(&me, 0, sizeof me);
	me.sin_family = AF_INET;
	me.sin_port = htons(port);
	me.sin_addr.s_addr = INADDR_ANY;
	setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &one, sizeof one);
	bind(fd, (struct sockaddr *)&me, sizeof me);

	/* datagram after datagram */
	for (;;) {
		memset(&mh, 0, sizeof mh);
		memset(control, 0, sizeof control);
		io.iov_base = msg;
		io.iov_len = sizeof msg;
		mh.msg_name = &him;
		mh.msg_namelen = sizeof him;
		mh.msg_iov = &io;
		mh.msg_iovlen = 1;
		mh.msg_control = control;
		mh.msg_controllen = sizeof control;
		n = recvmsg(fd, &mh, 0);
		if (n < 0 && (errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n < 0) {
			perror("udpserver: recvmsg");
			exit(1);
		}
		printf("Datagram from %s port %d: %d bytes\n",
			inet_ntoa(him.sin_addr), ntohs(him.sin_port),
			n);
		fflush(stdout);

		/* do not talk to myself */
		own = 0;
		if (him.sin_port == me.sin_port) {
			test = him;
			test.sin_port = 0;
			tmp = socket(AF_INET, SOCK_DGRAM, 0);
			own = bind(tmp, (struct sockaddr *)&test,
				      sizeof test) == 0;
			close(tmp);
		}
		if (own)
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
