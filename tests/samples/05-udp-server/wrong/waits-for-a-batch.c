/*
 * misconception: waits until its batch is full before it answers
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
 * shows: recvmmsg returns when eight datagrams are there.
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

#define COUNT 8

struct slot {
	struct sockaddr_in peer;
	struct iovec iov;
	_Alignas(8) char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	char bytes[65535];
};

static struct slot slots[COUNT];

static void fill(struct mmsghdr *m, struct slot *s)
{
	s->iov.iov_base = s->bytes;
	s->iov.iov_len = sizeof s->bytes;
	memset(m, 0, sizeof *m);
	m->msg_hdr.msg_name = &s->peer;
	m->msg_hdr.msg_namelen = sizeof s->peer;
	m->msg_hdr.msg_iov = &s->iov;
	m->msg_hdr.msg_iovlen = 1;
	m->msg_hdr.msg_control = s->control;
	m->msg_hdr.msg_controllen = sizeof s->control;
}

static int local(struct in_addr address)
{
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_addr = address };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int result = bind(fd, (struct sockaddr *)&sin, sizeof sin);

	close(fd);
	return result == 0;
}

static void announce(const struct mmsghdr *m)
{
	struct sockaddr_in *peer = m->msg_hdr.msg_name;

	printf("Datagram from %s port %d: %u bytes\n",
		inet_ntoa(peer->sin_addr), ntohs(peer->sin_port),
		m->msg_len);
}

/* The answer leaves by any interface, from the asked address. */
static void turn_round(struct mmsghdr *m)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(&m->msg_hdr);

	if (c != NULL)
		((struct in_pktinfo *)CMSG_DATA(c))->ipi_ifindex = 0;
	m->msg_hdr.msg_iov->iov_len = m->msg_len;
}

static void send_batch(int sock, struct mmsghdr *m, int count)
{
	int done = 0, n;

	while (done < count) {
		n = sendmmsg(
			sock, m + done, (unsigned)(count - done), 0);
		if (n >= 1) {
			done += n;
		} else if (errno != EINTR) {
			warn("sendmmsg");
			done++;
		}
	}
}

static void serve(int sock, int port)
{
	struct mmsghdr in[COUNT], out[COUNT];
	int i, n, count;

	for (i = 0; i < COUNT; i++)
		fill(&in[i], &slots[i]);
	n = recvmmsg(sock, in, COUNT, 0, NULL);
	if (n == -1 && errno != EINTR && errno != ECONNREFUSED)
		err(1, "recvmmsg");
	for (i = count = 0; i < n; i++) {
		announce(&in[i]);
		if (ntohs(slots[i].peer.sin_port) == port &&
			local(slots[i].peer.sin_addr))
			continue;
		turn_round(&in[i]);
		out[count++] = in[i];
	}
	fflush(stdout);
	send_batch(sock, out, count);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int sock, on = 1;
	long port = 0;

	if (argc == 2 && strlen(argv[1]) < 6 &&
		strspn(argv[1], "0123456789") == strlen(argv[1]))
		port = strtol(argv[1], NULL, 10);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons((in_port_t)port);
	if ((sock = socket(AF_INET, SOCK_DGRAM, 0)) == -1)
		err(1, "socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(sock, (struct sockaddr *)&sin, sizeof sin))
		err(1, "port %s", argv[1]);
	for (;;)
		serve(sock, (int)port);
}
