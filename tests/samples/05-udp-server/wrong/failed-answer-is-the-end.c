/*
 * misconception: ends when an answer cannot be sent
 * fails: nothing_else_on_stdout unreachable_client port_zero
 *   failed_answer
 * shows: A client with port 0, and nobody is served any more.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char payload[65535];

/* The list is read anew each time: addresses come and go. */
static bool is_mine(struct in_addr a)
{
	struct ifaddrs *list, *i;
	bool found = (ntohl(a.s_addr) >> 24) == 127;

	if (getifaddrs(&list) == -1)
		return true;
	for (i = list; i && !found; i = i->ifa_next)
		found = i->ifa_addr &&
			i->ifa_addr->sa_family == AF_INET &&
			((struct sockaddr_in *)i->ifa_addr)
					->sin_addr.s_addr == a.s_addr;
	freeifaddrs(list);
	return found;
}

static void handle_datagram(int sock, int port)
{
	struct sockaddr_in client;
	union {
		char bytes[CMSG_SPACE(sizeof(struct in_pktinfo))];
		struct cmsghdr h;
	} u;
	struct iovec iov = { payload, sizeof payload };
	struct msghdr msg = { .msg_name = &client,
		.msg_namelen = sizeof client,
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &u,
		.msg_controllen = sizeof u };
	struct in_pktinfo info;
	ssize_t n;

	n = recvmsg(sock, &msg, MSG_DONTWAIT);
	if (n == -1) {
		if (errno == EINTR || errno == EAGAIN ||
			errno == ECONNREFUSED)
			return;
		err(EXIT_FAILURE, "recvmsg");
	}
	printf("Datagram from %s port %u: %zd bytes\n",
		inet_ntoa(client.sin_addr), ntohs(client.sin_port), n);
	if (fflush(stdout) == EOF)
		warn("stdout");
	if (ntohs(client.sin_port) == port && is_mine(client.sin_addr))
		return;
	memcpy(&info, CMSG_DATA(&u.h), sizeof info);
	info.ipi_ifindex = 0;
	memcpy(CMSG_DATA(&u.h), &info, sizeof info);
	iov.iov_len = (size_t)n;
	while ((n = sendmsg(sock, &msg, 0)) == -1 && errno == EINTR)
		continue;
	if (n == -1)
		err(EXIT_FAILURE, "sendmsg");
}

int main(int argc, char *argv[])
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	struct epoll_event event = { .events = EPOLLIN };
	int port = 0, sock, ep, on = 1;
	const char *p;

	for (p = argc == 2 ? argv[1] : "x"; *p; p++) {
		if (*p < '0' || *p > '9' || port > 6553)
			port = 70000;
		else
			port = port * 10 + *p - '0';
	}
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return EXIT_FAILURE;
	}
	sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (sock == -1)
		err(EXIT_FAILURE, "socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on))
		err(EXIT_FAILURE, "setsockopt");
	any.sin_port = htons((uint16_t)port);
	if (bind(sock, (struct sockaddr *)&any, sizeof any) == -1)
		err(EXIT_FAILURE, "bind");
	ep = epoll_create1(EPOLL_CLOEXEC);
	if (ep == -1 ||
		epoll_ctl(ep, EPOLL_CTL_ADD, sock, &event) == -1)
		err(EXIT_FAILURE, "epoll");
	for (;;) {
		if (epoll_wait(ep, &event, 1, -1) == 1)
			handle_datagram(sock, port);
		else if (errno != EINTR)
			err(EXIT_FAILURE, "epoll_wait");
	}
}
