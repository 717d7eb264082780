/*
 * misconception: expects recvmsg to know how large the address
 *   may be
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones echoes_the_largest one_answer_each clients_mixed
 *   in_their_order short_after_long announces_datagram announces_port
 *   announced_before_answer nothing_else_on_stdout
 *   answers_from_127_0_0_9 answers_from_each_address addresses_in_turn
 *   answers_from_a_new_address connected_clients gone_client
 *   unreachable_client port_zero failed_answer refusal_told_late
 *   interrupted_receive interrupted_send own_datagram
 *   own_from_another_address same_port_elsewhere many_datagrams
 *   idle_burns_nothing
 * shows: msg_namelen is 0: no address comes, and 0.0.0.0 port 0
 *   is announced.
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

static void die(const char *what)
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
	static unsigned char payload[MAX_DATAGRAM];
	_Alignas(struct cmsghdr) char control[128];
	struct sockaddr_in server, client = { .sin_family = AF_INET };
	struct msghdr message;
	struct iovec iov;
	uint16_t port;
	ssize_t received, result;
	int sock, yes = 1;

	if (argc != 2 || !parsePort(argv[1], &port)) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	if ((sock = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)) < 0)
		die("socket");
	memset(&server, 0, sizeof(server));
	server.sin_family = AF_INET;
	server.sin_addr.s_addr = htonl(INADDR_ANY);
	server.sin_port = htons(port);
	if (setsockopt(sock, SOL_IP, IP_PKTINFO, &yes, sizeof(yes)) < 0)
		die("setsockopt");
	if (bind(sock, (struct sockaddr *)&server, sizeof(server)) < 0)
		die("bind");
	while (1) {
		memset(&message, 0, sizeof(message));
		iov.iov_base = payload;
		iov.iov_len = sizeof(payload);
		message.msg_name = &client;

		message.msg_iov = &iov;
		message.msg_iovlen = 1;
		message.msg_control = control;
		message.msg_controllen = sizeof(control);
		received = recvmsg(sock, &message, 0);
		if (received < 0) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			die("recvmsg");
		}
		printf("Datagram from %s port %u: %ld bytes\n",
			inet_ntoa(client.sin_addr),
			ntohs(client.sin_port), (long)received);
		fflush(stdout);
		if (client.sin_port == server.sin_port &&
			isLocal(client.sin_addr))
			continue;
		clearInterface(&message);
		iov.iov_len = (size_t)received;
		message.msg_flags = 0;
		do
			result = sendmsg(sock, &message, 0);
		while (result < 0 && errno == EINTR);
		if (result < 0)
			perror("sendmsg");
	}
}
