/*
 * misconception: counts datagrams up to a number at which it ends
 * fails: many_datagrams
 * shows: After 1,000 datagrams it is gone.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_DATAGRAM 65507

static void fatal(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static bool parsePort(const char *s, uint16_t *port)
{
	uint32_t value = 0;

	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		value = value * 10 + (uint32_t)(*s - '0');
		if (value > UINT16_MAX)
			return false;
	}
	*port = (uint16_t)value;
	return value > 0;
}

static bool isLocal(struct in_addr address)
{
	struct sockaddr_in probe;
	bool local;
	int s = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);

	memset(&probe, 0, sizeof(probe));
	probe.sin_family = AF_INET;
	probe.sin_addr = address;
	local = s < 0 ||
		bind(s, (struct sockaddr *)&probe, sizeof(probe)) == 0;
	if (s >= 0)
		close(s);
	return local;
}

static void clearInterface(struct msghdr *message)
{
	struct cmsghdr *c;
	struct in_pktinfo *info;

	for (c = CMSG_FIRSTHDR(message); c != NULL;
		c = CMSG_NXTHDR(message, c)) {
		if (c->cmsg_type != IP_PKTINFO)
			continue;
		info = (struct in_pktinfo *)CMSG_DATA(c);
		info->ipi_ifindex = 0;
		info->ipi_spec_dst = info->ipi_addr;
	}
}

int main(int argc, char *argv[])
{
	static unsigned char buffer[MAX_DATAGRAM];
	_Alignas(struct cmsghdr) char aux[128];
	struct sockaddr_in server, client;
	struct msghdr message;
	struct iovec vector;
	uint16_t port;
	ssize_t count, result;
	int sock, yes = 1;

	if (argc != 2 || !parsePort(argv[1], &port)) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	if ((sock = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)) < 0)
		fatal("socket");
	memset(&server, 0, sizeof(server));
	server.sin_family = AF_INET;
	server.sin_addr.s_addr = htonl(INADDR_ANY);
	server.sin_port = htons(port);
	if (setsockopt(sock, SOL_IP, IP_PKTINFO, &yes, sizeof(yes)) < 0)
		fatal("setsockopt");
	if (bind(sock, (struct sockaddr *)&server, sizeof(server)) < 0)
		fatal("bind");
	for (int served = 0; served < 1000; served++) {
		memset(&message, 0, sizeof(message));
		vector.iov_base = buffer;
		vector.iov_len = sizeof(buffer);
		message.msg_name = &client;
		message.msg_namelen = sizeof(client);
		message.msg_iov = &vector;
		message.msg_iovlen = 1;
		message.msg_control = aux;
		message.msg_controllen = sizeof(aux);
		count = recvmsg(sock, &message, 0);
		if (count < 0) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			fatal("recvmsg");
		}
		printf("Datagram from %s port %u: %ld bytes\n",
			inet_ntoa(client.sin_addr),
			ntohs(client.sin_port), (long)count);
		fflush(stdout);
		if (client.sin_port == server.sin_port &&
			isLocal(client.sin_addr))
			continue;
		clearInterface(&message);
		vector.iov_len = (size_t)count;
		message.msg_flags = 0;
		do
			result = sendmsg(sock, &message, 0);
		while (result < 0 && errno == EINTR);
		if (result < 0)
			perror("sendmsg");
	}
}
