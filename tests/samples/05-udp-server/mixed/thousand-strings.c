/*
 * cause: counts datagrams up to a number at which it ends
 * shows: for (i = 0; i < 1000; i++).
 * fails: many_datagrams
 *
 * cause: takes what it received for a string
 * shows: strlen is asked for the length of the answer.
 * fails: echoes_every_byte_value
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

/* recvfrom that also tells to which of our addresses it was sent */
ssize_t recvfromto(int s, void *line, size_t len,
	struct sockaddr_in *from, struct in_addr *to)
{
	_Alignas(struct cmsghdr) char cbuf[512];
	struct iovec iov = { line, len };
	struct msghdr mh = { from, sizeof *from, &iov, 1, cbuf,
		sizeof cbuf, 0 };
	struct cmsghdr *cm;
	ssize_t n;

	to->s_addr = htonl(INADDR_ANY);
	n = recvmsg(s, &mh, 0);
	if (n == -1)
		return -1;
	for (cm = CMSG_FIRSTHDR(&mh); cm != NULL;
		cm = CMSG_NXTHDR(&mh, cm)) {
		if (cm->cmsg_level == SOL_IP &&
			cm->cmsg_type == IP_PKTINFO) {
			struct in_pktinfo pi;
			memcpy(&pi, CMSG_DATA(cm), sizeof pi);
			*to = pi.ipi_addr;
		}
	}
	return n;
}

/* sendto that also says from which of our addresses */
ssize_t sendtofrom(int s, const void *line, size_t len,
	struct sockaddr_in *to, struct in_addr from)
{
	_Alignas(struct cmsghdr) char
		cbuf[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec iov = { (void *)line, len };
	struct msghdr mh = { to, sizeof *to, &iov, 1, cbuf, sizeof cbuf,
		0 };
	struct in_pktinfo pi;
	struct cmsghdr *cm;

	memset(cbuf, 0, sizeof cbuf);
	memset(&pi, 0, sizeof pi);
	pi.ipi_spec_dst = from;
	cm = CMSG_FIRSTHDR(&mh);
	cm->cmsg_level = SOL_IP;
	cm->cmsg_type = IP_PKTINFO;
	cm->cmsg_len = CMSG_LEN(sizeof pi);
	memcpy(CMSG_DATA(cm), &pi, sizeof pi);
	return sendmsg(s, &mh, 0);
}

int on_this_host(struct in_addr addr)
{
	struct sockaddr_in sin;
	int s, rv;

	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	sin.sin_addr = addr;
	if ((s = socket(AF_INET, SOCK_DGRAM, 0)) == -1)
		return 1;
	rv = bind(s, (struct sockaddr *)&sin, sizeof sin);
	close(s);
	return rv == 0;
}

int main(int argc, char *argv[])
{
	static char line[MAXBUFLEN];
	struct addrinfo hints, *servinfo;
	struct sockaddr_in their_addr;
	struct in_addr dest;
	char s[INET_ADDRSTRLEN];
	int sockfd, rv, yes = 1;
	ssize_t numbytes;

	if (argc != 2 || atoi(argv[1]) < 1 || atoi(argv[1]) > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		exit(1);
	}

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	hints.ai_flags = AI_PASSIVE;
	if ((rv = getaddrinfo(NULL, argv[1], &hints, &servinfo)) != 0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return 1;
	}
	if ((sockfd = socket(servinfo->ai_family, servinfo->ai_socktype,
		     servinfo->ai_protocol)) == -1) {
		perror("udpserver: socket");
		return 1;
	}
	if (setsockopt(sockfd, SOL_IP, IP_PKTINFO, &yes, sizeof yes) ==
		-1) {
		perror("udpserver: setsockopt");
		return 1;
	}
	if (bind(sockfd, servinfo->ai_addr, servinfo->ai_addrlen) ==
		-1) {
		perror("udpserver: bind");
		return 1;
	}
	freeaddrinfo(servinfo);

	for (rv = 0; rv < 1000; rv++) {
		numbytes = recvfromto(sockfd, line, MAXBUFLEN - 1,
			&their_addr, &dest);
		if (numbytes == -1) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			perror("udpserver: recvmsg");
			exit(1);
		}
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntop(AF_INET, &their_addr.sin_addr, s,
				sizeof s),
			ntohs(their_addr.sin_port), numbytes);
		fflush(stdout);
		if (ntohs(their_addr.sin_port) == atoi(argv[1]) &&
			on_this_host(their_addr.sin_addr))
			continue;
		line[numbytes] = 0;
		while (sendtofrom(sockfd, line, strlen(line),
			       &their_addr, dest) == -1) {
			if (errno != EINTR) {
				perror("udpserver: sendmsg");
				break;
			}
		}
	}
}
