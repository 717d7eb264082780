/*
 * misconception: lists the addresses of the machine when it
 *   starts
 * fails: arrives_on_every_address arrives_on_a_new_address
 *   answers_from_127_0_0_9 addresses_in_turn answers_from_a_new_address
 *   connected_clients
 * shows: It has a socket for each address that getifaddrs told:
 *   the ones that nobody lists, as 127.0.0.9, and those that come
 *   later have none.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_ADDRESSES 64

static struct pollfd sockets[MAX_ADDRESSES];
static struct in_addr addresses[MAX_ADDRESSES];
static int count;
static unsigned short port;
static char buffer[65536];

static void add_socket(struct sockaddr_in a)
{
	int s = socket(AF_INET, SOCK_DGRAM, 0);

	if (s == -1)
		err(1, "socket");
	addresses[count] = a.sin_addr;
	a.sin_port = htons(port);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "%s port %d", inet_ntoa(a.sin_addr), port);
	sockets[count].fd = s;
	sockets[count].events = POLLIN;
	count++;
}

static void open_sockets(void)
{
	struct ifaddrs *list, *i;

	if (getifaddrs(&list) == -1)
		err(1, "getifaddrs");
	for (i = list; i && count < MAX_ADDRESSES; i = i->ifa_next)
		if (i->ifa_addr && i->ifa_addr->sa_family == AF_INET)
			add_socket(*(struct sockaddr_in *)i->ifa_addr);
	freeifaddrs(list);
}

static int is_own(const struct sockaddr_in *from)
{
	int i;

	if (ntohs(from->sin_port) != port)
		return 0;
	for (i = 0; i < count; i++)
		if (addresses[i].s_addr == from->sin_addr.s_addr)
			return 1;
	return ntohl(from->sin_addr.s_addr) >> 24 == 127;
}

static void serve(int s)
{
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	ssize_t n = recvfrom(s, buffer, sizeof buffer, MSG_DONTWAIT,
		(struct sockaddr *)&from, &size);

	if (n == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNREFUSED)
			err(1, "recvfrom");
		return;
	}
	printf("Datagram from %s port %d: %zd bytes\n",
		inet_ntoa(from.sin_addr), ntohs(from.sin_port), n);
	fflush(stdout);
	if (is_own(&from))
		return;
	while (sendto(s, buffer, n, 0, (struct sockaddr *)&from,
		       size) == -1)
		if (errno != EINTR) {
			warn("sendto");
			return;
		}
}

int main(int argc, char *argv[])
{
	int i, number;

	if (argc != 2 || strspn(argv[1], "0123456789") < 1 ||
		strlen(argv[1]) > 5 ||
		argv[1][strspn(argv[1], "0123456789")] ||
		(number = atoi(argv[1])) < 1 || number > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = number;
	open_sockets();
	for (;;) {
		if (poll(sockets, count, -1) == -1 && errno != EINTR)
			err(1, "poll");
		for (i = 0; i < count; i++)
			serve(sockets[i].fd);
	}
}
