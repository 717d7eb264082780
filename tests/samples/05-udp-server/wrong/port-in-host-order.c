/*
 * misconception: puts the port into the address as this machine
 *   stores it
 * fails: arrives_on_loopback arrives_on_every_address
 *   arrives_on_a_new_address port_in_use two_servers bind_fails
 *   reason_is_told restart_at_once echoes_a_word
 *   echoes_every_byte_value echoes_nothing echoes_large_ones
 *   echoes_the_largest one_answer_each clients_mixed in_their_order
 *   short_after_long announces_datagram announces_port
 *   announced_before_answer nothing_else_on_stdout
 *   answers_from_127_0_0_9 answers_from_each_address addresses_in_turn
 *   answers_from_a_new_address connected_clients gone_client
 *   unreachable_client port_zero failed_answer refusal_told_late
 *   interrupted_receive interrupted_send own_datagram
 *   own_from_another_address same_port_elsewhere many_datagrams
 *   idle_burns_nothing
 * shows: It waits on a port whose number has the two bytes the
 *   other way round.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536];

static int port_from(const char *s)
{
	char *end;
	unsigned long n;

	if (*s < '0' || *s > '9')
		return 0;
	errno = 0;
	n = strtoul(s, &end, 10);
	return errno || *end || n > 65535 ? 0 : (int)n;
}

static int is_local(struct in_addr address)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_DGRAM, 0), ours;

	if (fd == -1)
		return 1;
	sin.sin_addr = address;
	ours = bind(fd, (struct sockaddr *)&sin, sizeof sin) == 0 ||
		errno != EADDRNOTAVAIL;
	close(fd);
	return ours;
}

static void respond(int sock, struct sockaddr_in *client, size_t length,
	struct in_addr from)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control = { 0 };
	struct iovec iov = { buffer, length };
	struct msghdr msg = { 0 };
	struct in_pktinfo info = { 0 };
	struct cmsghdr *cmsg;

	msg.msg_name = client;
	msg.msg_namelen = sizeof *client;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	msg.msg_control = &control;
	msg.msg_controllen = sizeof control;
	cmsg = CMSG_FIRSTHDR(&msg);
	cmsg->cmsg_level = IPPROTO_IP;
	cmsg->cmsg_type = IP_PKTINFO;
	cmsg->cmsg_len = CMSG_LEN(sizeof info);
	info.ipi_spec_dst = from;
	memcpy(CMSG_DATA(cmsg), &info, sizeof info);
	while (sendmsg(sock, &msg, 0) == -1)
		if (errno != EINTR) {
			warn("%s", inet_ntoa(client->sin_addr));
			return;
		}
}

static void serve(int sock, int port)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control;
	struct sockaddr_in client;
	struct iovec iov = { buffer, sizeof buffer };
	struct msghdr msg = { 0 };
	struct in_pktinfo info;
	struct cmsghdr *cmsg;
	ssize_t n;

	for (;;) {
		memset(&info, 0, sizeof info);
		msg.msg_name = &client;
		msg.msg_namelen = sizeof client;
		msg.msg_iov = &iov;
		msg.msg_iovlen = 1;
		msg.msg_control = &control;
		msg.msg_controllen = sizeof control;
		n = recvmsg(sock, &msg, 0);
		if (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n == -1)
			err(1, "cannot receive");
		for (cmsg = CMSG_FIRSTHDR(&msg); cmsg;
			cmsg = CMSG_NXTHDR(&msg, cmsg))
			if (cmsg->cmsg_level == IPPROTO_IP &&
				cmsg->cmsg_type == IP_PKTINFO)
				memcpy(&info, CMSG_DATA(cmsg),
					sizeof info);
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(client.sin_addr),
			ntohs(client.sin_port), n);
		fflush(stdout);
		if (ntohs(client.sin_port) == port &&
			is_local(client.sin_addr))
			continue;
		respond(sock, &client, (size_t)n, info.ipi_addr);
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int port, sock, on = 1;

	if (argc != 2 || (port = port_from(argv[1])) == 0) {
		fputs("USAGE: udpserver <port>\n", stderr);
		return 1;
	}
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1)
		err(1, "socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on))
		err(1, "IP_PKTINFO");
	sin.sin_port = (in_port_t)port;
	if (bind(sock, (struct sockaddr *)&sin, sizeof sin) == -1)
		err(1, "port %d", port);
	serve(sock, port);
}
