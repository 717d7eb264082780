/*
 * cause: takes the first client for the only one
 * shows: connect after the first datagram.
 * fails: echoes_a_word echoes_nothing echoes_large_ones one_answer_each
 *   clients_mixed short_after_long announces_datagram announces_port
 *   nothing_else_on_stdout addresses_in_turn connected_clients
 *   gone_client failed_answer refusal_told_late interrupted_receive
 *   interrupted_send own_datagram own_from_another_address
 *   many_datagrams
 *
 * cause: prints the port as it stands in the address
 * shows: No ntohs.
 * fails: announces_port nothing_else_on_stdout
 *
 * cause: takes a wrong call for no failure
 * shows: return 0 after the usage line.
 * fails: usage_without_arguments usage_with_two_ports
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

char stuff[65536];
char ctl[100];
struct sockaddr_in peer;
struct in_addr asked;

int wait_for_client(int s)
{
	struct iovec v = { stuff, sizeof stuff };
	struct msghdr m;
	struct cmsghdr *c;
	int n;

	memset(&m, 0, sizeof m);
	m.msg_name = &peer;
	m.msg_namelen = sizeof peer;
	m.msg_iov = &v;
	m.msg_iovlen = 1;
	m.msg_control = ctl;
	m.msg_controllen = sizeof ctl;
	n = recvmsg(s, &m, 0);
	if (n < 0)
		return n;
	asked.s_addr = INADDR_ANY;
	for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == IPPROTO_IP &&
			c->cmsg_type == IP_PKTINFO)
			asked = ((struct in_pktinfo *)CMSG_DATA(c))
					->ipi_addr;
	return n;
}

int reply(int s, int length)
{
	struct iovec v = { stuff, length };
	struct msghdr m;
	struct cmsghdr *c;
	struct in_pktinfo *p;

	memset(&m, 0, sizeof m);
	memset(ctl, 0, sizeof ctl);
	m.msg_name = &peer;
	m.msg_namelen = sizeof peer;
	m.msg_iov = &v;
	m.msg_iovlen = 1;
	m.msg_control = ctl;
	m.msg_controllen = CMSG_SPACE(sizeof *p);
	c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = IPPROTO_IP;
	c->cmsg_type = IP_PKTINFO;
	c->cmsg_len = CMSG_LEN(sizeof *p);
	p = (struct in_pktinfo *)CMSG_DATA(c);
	p->ipi_spec_dst = asked;
	return sendmsg(s, &m, 0);
}

int mine(struct in_addr address)
{
	struct sockaddr_in a;
	int s, r;

	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_addr = address;
	s = socket(AF_INET, SOCK_DGRAM, 0);
	r = bind(s, (struct sockaddr *)&a, sizeof a);
	close(s);
	return r == 0;
}

int main(int argc, char **argv)
{
	struct sockaddr_in a;
	int s, n, port, yes = 1, connected = 0;
	char *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 0;
	}
	port = strtol(argv[1], &end, 10);
	if (*end || end - argv[1] < 1 || end - argv[1] > 5 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "%s: bad port\n", argv[1]);
		return 1;
	}
	s = socket(AF_INET, SOCK_DGRAM, 0);
	if (s < 0) {
		perror("socket");
		return 1;
	}
	setsockopt(s, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes);
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_addr.s_addr = htonl(INADDR_ANY);
	a.sin_port = htons(port);
	if (bind(s, (struct sockaddr *)&a, sizeof a) < 0) {
		perror("bind");
		return 1;
	}
	while (1) {
		n = wait_for_client(s);
		if (n < 0)
			continue;
		printf("Datagram from %s port %d: %d bytes\n",
			inet_ntoa(peer.sin_addr), peer.sin_port, n);
		fflush(stdout);
		if (!connected++)
			connect(s, (struct sockaddr *)&peer,
				sizeof peer);
		if (ntohs(peer.sin_port) == port && mine(peer.sin_addr))
			continue;
		while (reply(s, n) < 0 && errno == EINTR)
			;
	}
}
