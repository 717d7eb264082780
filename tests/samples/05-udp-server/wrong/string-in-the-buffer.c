/*
 * misconception: takes what it received for a string
 * fails: echoes_every_byte_value
 * shows: The answer ends before the first zero byte.
 */
/*
** udpserver.c -- after listener.c
*/
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define MAXBUFLEN 65536

// is this one of our own addresses?
int is_self(struct in_addr *in)
{
	struct sockaddr_in sa;
	int fd, rv;

	memset(&sa, 0, sizeof sa);
	sa.sin_family = AF_INET;
	sa.sin_addr = *in;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	rv = bind(fd, (struct sockaddr *)&sa, sizeof sa);
	close(fd);
	return rv == 0;
}

int main(int argc, char *argv[])
{
	int sockfd;
	struct addrinfo hints, *servinfo, *p;
	int rv, port, yes = 1;
	int numbytes;
	struct sockaddr_in their_addr;
	static char buf[MAXBUFLEN];
	char cbuf[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec iov;
	struct msghdr msg;
	struct cmsghdr *cmsg;
	char s[INET_ADDRSTRLEN];

	if (argc != 2) {
		fprintf(stderr, "USAGE: udpserver port\n");
		exit(1);
	}
	port = 0;
	for (rv = 0; argv[1][rv] >= '0' && argv[1][rv] <= '9' && rv < 6;
		rv++)
		port = port * 10 + argv[1][rv] - '0';
	if (argv[1][rv] != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "udpserver: bad port %s\n", argv[1]);
		exit(1);
	}

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	hints.ai_flags = AI_PASSIVE; // use my IP

	if ((rv = getaddrinfo(NULL, argv[1], &hints, &servinfo)) != 0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return 1;
	}

	// loop through all the results and bind to the first we can
	for (p = servinfo; p != NULL; p = p->ai_next) {
		if ((sockfd = socket(p->ai_family, p->ai_socktype,
			     p->ai_protocol)) == -1) {
			perror("udpserver: socket");
			continue;
		}
		setsockopt(sockfd, IPPROTO_IP, IP_PKTINFO, &yes,
			sizeof yes);
		if (bind(sockfd, p->ai_addr, p->ai_addrlen) == -1) {
			perror("udpserver: bind");
			close(sockfd);
			continue;
		}
		break;
	}
	if (p == NULL) {
		fprintf(stderr, "udpserver: failed to bind socket\n");
		return 1;
	}
	freeaddrinfo(servinfo);

	while (1) {
		// receive
		memset(&msg, 0, sizeof msg);
		iov.iov_base = buf;
		iov.iov_len = MAXBUFLEN - 1;
		msg.msg_name = &their_addr;
		msg.msg_namelen = sizeof their_addr;
		msg.msg_iov = &iov;
		msg.msg_iovlen = 1;
		msg.msg_control = cbuf;
		msg.msg_controllen = sizeof cbuf;
		numbytes = recvmsg(sockfd, &msg, 0);
		if (numbytes == -1) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			perror("recvmsg");
			exit(1);
		}

		// tell
		printf("Datagram from %s port %d: %d bytes\n",
			inet_ntop(AF_INET, &their_addr.sin_addr, s,
				sizeof s),
			ntohs(their_addr.sin_port), numbytes);
		fflush(stdout);

		// not to ourselves
		if (ntohs(their_addr.sin_port) == port &&
			is_self(&their_addr.sin_addr))
			continue;

		// send it back, with the same control message
		cmsg = CMSG_FIRSTHDR(&msg);
		if (cmsg != NULL)
			((struct in_pktinfo *)CMSG_DATA(cmsg))
				->ipi_ifindex = 0;
		buf[numbytes] = '\0';
		iov.iov_len = strlen(buf);
		while (sendmsg(sockfd, &msg, 0) == -1) {
			if (errno == EINTR)
				continue;
			perror("sendmsg");
			break;
		}
	}

	return 0;
}
