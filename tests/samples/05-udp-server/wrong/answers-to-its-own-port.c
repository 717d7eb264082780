/*
 * misconception: sends the answer to the port that it waits on
 *   itself
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones echoes_the_largest one_answer_each clients_mixed
 *   in_their_order short_after_long announced_before_answer
 *   nothing_else_on_stdout answers_from_127_0_0_9
 *   answers_from_each_address addresses_in_turn
 *   answers_from_a_new_address connected_clients gone_client
 *   unreachable_client port_zero failed_answer refusal_told_late
 *   interrupted_receive interrupted_send own_datagram
 *   own_from_another_address many_datagrams idle_burns_nothing
 * shows: The client's address is right, and the port is the
 *   server's.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct state {
	int sock, signals;
	uint16_t port;
	struct sockaddr_in client;
	struct in_pktinfo info;
	size_t length;
	uint8_t octets[UINT16_MAX];
};

static struct state state;

static void open_signals(struct state *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_NONBLOCK);
	if (s->signals == -1)
		err(1, "signalfd");
}

static void open_socket(struct state *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(s->port) };
	int on = 1;

	s->sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (s->sock == -1)
		err(1, "socket");
	if (setsockopt(s->sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(s->sock, (const struct sockaddr *)&a, sizeof a))
		err(1, "cannot bind to port %u", s->port);
}

static int receive(struct state *s)
{
	_Alignas(8) uint8_t room[CMSG_SPACE(sizeof s->info)];
	struct iovec v = { s->octets, sizeof s->octets };
	struct msghdr m = { .msg_name = &s->client,
		.msg_namelen = sizeof s->client,
		.msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = room,
		.msg_controllen = sizeof room };
	ssize_t n = recvmsg(s->sock, &m, MSG_DONTWAIT);

	if (n == -1)
		return -1;
	s->length = (size_t)n;
	memset(&s->info, 0, sizeof s->info);
	if (CMSG_FIRSTHDR(&m))
		memcpy(&s->info, CMSG_DATA(CMSG_FIRSTHDR(&m)),
			sizeof s->info);
	return 0;
}

static void answer(struct state *s)
{
	_Alignas(8) uint8_t room[CMSG_SPACE(sizeof s->info)] = { 0 };
	struct iovec v = { s->octets, s->length };
	struct msghdr m = { .msg_name = &s->client,
		.msg_namelen = sizeof s->client,
		.msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = room,
		.msg_controllen = sizeof room };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	s->info.ipi_ifindex = 0;
	s->client.sin_port = htons(s->port);
	c->cmsg_len = CMSG_LEN(sizeof s->info);
	c->cmsg_level = IPPROTO_IP;
	c->cmsg_type = IP_PKTINFO;
	memcpy(CMSG_DATA(c), &s->info, sizeof s->info);
	for (;;) {
		if (sendmsg(s->sock, &m, 0) != -1)
			return;
		if (errno != EINTR)
			break;
	}
	warn("no answer to %s", inet_ntoa(s->client.sin_addr));
}

static int is_own(const struct state *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd, bound;

	if (s->client.sin_port != htons(s->port))
		return 0;
	a.sin_addr = s->client.sin_addr;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	bound = bind(fd, (const struct sockaddr *)&a, sizeof a);
	close(fd);
	return bound == 0;
}

int main(int argc, char *argv[])
{
	struct state *s = &state;
	struct signalfd_siginfo signal;
	char *end;

	unsigned long n = strtoul(argc == 2 ? argv[1] : "", &end, 10);
	if (argc != 2 || *end || strcspn(argv[1], "0123456789") ||
		n - 1 >= 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	s->port = (uint16_t)n;
	open_signals(s);
	open_socket(s);
	for (;;) {
		struct pollfd p[2] = { { s->sock, POLLIN, 0 },
			{ s->signals, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1 && errno != EINTR)
			err(1, "poll");
		if (read(s->signals, &signal, sizeof signal) > 0)
			warnx("signal %u", signal.ssi_signo);
		if (receive(s) == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNREFUSED)
				err(1, "recvmsg");
			continue;
		}
		printf("Datagram from %s port %d: %zu bytes\n",
			inet_ntoa(s->client.sin_addr),
			ntohs(s->client.sin_port), s->length);
		fflush(stdout);
		if (!is_own(s))
			answer(s);
	}
}
