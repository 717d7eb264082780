/*
 * misconception: takes only the address that was asked for its
 *   own
 * fails: own_from_another_address
 * shows: A datagram from another address of this machine, and the
 *   server's port, goes round for ever.
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
	struct sockaddr_in me, you;
	struct in_pktinfo *pi;
	struct msghdr message;
	struct iovec vec;
	struct cmsghdr *cm;
	long control[16];
	char junk;
	int port, fd, one = 1, n, own;

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
		memset(&message, 0, sizeof message);
		memset(control, 0, sizeof control);
		vec.iov_base = buf;
		vec.iov_len = sizeof buf;
		message.msg_name = &you;
		message.msg_namelen = sizeof you;
		message.msg_iov = &vec;
		message.msg_iovlen = 1;
		message.msg_control = control;
		message.msg_controllen = sizeof control;
		n = recvmsg(fd, &message, 0);
		if (n < 0 && (errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n < 0) {
			perror("udpserver: recvmsg");
			exit(1);
		}
		printf("Datagram from %s port %d: %d bytes\n",
			inet_ntoa(you.sin_addr), ntohs(you.sin_port),
			n);
		fflush(stdout);

		/* do not talk to myself */
		own = 0;
		cm = CMSG_FIRSTHDR(&message);
		if (you.sin_port == me.sin_port && cm) {
			pi = (struct in_pktinfo *)CMSG_DATA(cm);
			own = pi->ipi_addr.s_addr ==
				you.sin_addr.s_addr;
		}
		if (own)
			continue;

		/* the address that was asked answers */
		for (cm = CMSG_FIRSTHDR(&message); cm;
			cm = CMSG_NXTHDR(&message, cm))
			if (cm->cmsg_level == IPPROTO_IP &&
				cm->cmsg_type == IP_PKTINFO) {
				pi = (struct in_pktinfo *)CMSG_DATA(cm);
				pi->ipi_ifindex = 0;
			}
		vec.iov_len = n;
		while (sendmsg(fd, &message, 0) < 0 && errno == EINTR)
			;
	}
}
