/*
 * misconception: takes the refusal that an old answer met for its
 *   own end
 * fails: refusal_told_late
 * shows: recvmsg says "Connection refused", and it ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[65535];

struct route_request {
	struct nlmsghdr header;
	struct rtmsg route;
	struct rtattr attribute;
	struct in_addr destination;
};

static bool ask_kernel(int nl, struct in_addr address, void *reply,
	size_t size, ssize_t *length)
{
	struct route_request r = {
		.header = { .nlmsg_len = sizeof r,
			.nlmsg_type = RTM_GETROUTE,
			.nlmsg_flags = NLM_F_REQUEST },
		.route = { .rtm_family = AF_INET, .rtm_dst_len = 32 },
		.attribute = { .rta_len = RTA_LENGTH(sizeof address),
			.rta_type = RTA_DST },
		.destination = address,
	};

	while (send(nl, &r, sizeof r, 0) == -1)
		if (errno != EINTR)
			return false;
	do
		*length = recv(nl, reply, size, 0);
	while (*length == -1 && errno == EINTR);
	return *length > 0;
}

static bool is_local(struct in_addr address)
{
	_Alignas(8) char reply[4096];
	struct nlmsghdr *header = (struct nlmsghdr *)reply;
	ssize_t length;
	int nl = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	bool local = true;

	if (nl == -1)
		return true;
	if (ask_kernel(nl, address, reply, sizeof reply, &length))
		local = NLMSG_OK(header, length) &&
			header->nlmsg_type == RTM_NEWROUTE &&
			((struct rtmsg *)NLMSG_DATA(header))
					->rtm_type == RTN_LOCAL;
	close(nl);
	return local;
}

static ssize_t receive(int sock, struct msghdr *m)
{
	ssize_t n;

	do
		n = recvmsg(sock, m, 0);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		err(1, "recvmsg");
	return n;
}

static void send_back(int sock, struct msghdr *m)
{
	struct cmsghdr *c;
	ssize_t n;

	for (c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c))
		if (c->cmsg_level == IPPROTO_IP &&
			c->cmsg_type == IP_PKTINFO)
			((struct in_pktinfo *)CMSG_DATA(c))
				->ipi_ifindex = 0;
	do
		n = sendmsg(sock, m, 0);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		warn("sendmsg");
}

static void handle_one(int sock, in_port_t port)
{
	_Alignas(8) char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct sockaddr_in sender;
	struct iovec iov = { data, sizeof data };
	struct msghdr m = { .msg_name = &sender,
		.msg_namelen = sizeof sender,
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control };
	ssize_t n = receive(sock, &m);

	printf("Datagram from %s port %d: %zd bytes\n",
		inet_ntoa(sender.sin_addr), ntohs(sender.sin_port), n);
	fflush(stdout);
	iov.iov_len = (size_t)n;
	if (sender.sin_port != port || !is_local(sender.sin_addr))
		send_back(sock, &m);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in all = { .sin_family = AF_INET };
	unsigned port = 0;
	int sock, on = 1, end = 0;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' ||
		sscanf(argv[1], "%6u%n", &port, &end) != 1 ||
		argv[1][end] || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		exit(1);
	}
	all.sin_port = htons((in_port_t)port);
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1)
		err(1, "socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(sock, (struct sockaddr *)&all, sizeof all))
		err(1, "port %u", port);
	for (;;)
		handle_one(sock, all.sin_port);
}
