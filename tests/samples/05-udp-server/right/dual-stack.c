/* An IPv6 socket that takes IPv4 as well: mapped addresses. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct exchange {
	struct sockaddr_in6 peer;
	struct in6_pktinfo info;
	size_t length;
	char bytes[65535];
};

static struct exchange exchange;

static int listen_everywhere(in_port_t port)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6,
		.sin6_port = htons(port),
		.sin6_addr = in6addr_any };
	int off = 0, on = 1;
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	if (fd == -1 ||
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off,
			sizeof off) ||
		setsockopt(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on,
			sizeof on) ||
		bind(fd, (struct sockaddr *)&a, sizeof a))
		err(1, "port %d", port);
	return fd;
}

static bool receive(int fd, struct exchange *x)
{
	_Alignas(8) char control[256];
	struct iovec iov = { x->bytes, sizeof x->bytes };
	struct msghdr m = { &x->peer, sizeof x->peer, &iov, 1, control,
		sizeof control, 0 };
	ssize_t n = recvmsg(fd, &m, 0);

	if (n == -1)
		return false;
	x->length = (size_t)n;
	memset(&x->info, 0, sizeof x->info);
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c != NULL;
		c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == IPPROTO_IPV6 &&
			c->cmsg_type == IPV6_PKTINFO)
			memcpy(&x->info, CMSG_DATA(c), sizeof x->info);
	return true;
}

static bool send_back(int fd, struct exchange *x)
{
	_Alignas(8) char control[CMSG_SPACE(sizeof x->info)] = { 0 };
	struct iovec iov = { x->bytes, x->length };
	struct msghdr m = { &x->peer, sizeof x->peer, &iov, 1, control,
		sizeof control, 0 };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	ssize_t n;

	x->info.ipi6_ifindex = 0;
	c->cmsg_level = IPPROTO_IPV6;
	c->cmsg_type = IPV6_PKTINFO;
	c->cmsg_len = CMSG_LEN(sizeof x->info);
	memcpy(CMSG_DATA(c), &x->info, sizeof x->info);
	do
		n = sendmsg(fd, &m, 0);
	while (n == -1 && errno == EINTR);
	return n != -1;
}

static struct in_addr ipv4_of(const struct in6_addr *mapped)
{
	struct in_addr a;

	memcpy(&a, &mapped->s6_addr[12], sizeof a);
	return a;
}

static bool is_ours(struct in_addr address)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = address };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool ours = bind(fd, (struct sockaddr *)&a, sizeof a) == 0;

	close(fd);
	return ours;
}

static void deal_with(int fd, struct exchange *x, in_port_t port)
{
	struct in_addr client = ipv4_of(&x->peer.sin6_addr);

	/* IPv6 is not our business. */
	if (!IN6_IS_ADDR_V4MAPPED(&x->peer.sin6_addr))
		return;
	printf("Datagram from %s port %d: %zu bytes\n",
		inet_ntoa(client), ntohs(x->peer.sin6_port), x->length);
	fflush(stdout);
	if (ntohs(x->peer.sin6_port) == port && is_ours(client))
		return;
	if (!send_back(fd, x))
		warn("%s", inet_ntoa(client));
}

int main(int argc, char *argv[])
{
	char *end;
	long port;
	int fd;

	if (argc != 2 || *argv[1] < '0' || *argv[1] > '9') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535)
		errx(1, "%s is not a port", argv[1]);
	fd = listen_everywhere((in_port_t)port);
	for (;;) {
		if (receive(fd, &exchange))
			deal_with(fd, &exchange, (in_port_t)port);
		else if (errno != EINTR && errno != ECONNREFUSED)
			err(1, "recvmsg");
	}
}
