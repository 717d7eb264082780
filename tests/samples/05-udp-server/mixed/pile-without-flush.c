/*
 * cause: answers first what has come last
 * shows: The batch is answered from its end.
 * fails: in_their_order
 *
 * cause: expects that printf has shown the line when it returns
 * shows: The lines stay in the buffer.
 * fails: announces_datagram announces_port announced_before_answer
 *   nothing_else_on_stdout gone_client unreachable_client port_zero
 *   failed_answer
 *
 * cause: takes "cannot start" for a message that says enough
 * shows: errx where err would tell why.
 * fails: reason_is_told
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

#define BATCH 8

struct slot {
	struct sockaddr_in peer;
	struct iovec iov;
	_Alignas(8) char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	char bytes[65535];
};

static struct slot stack[BATCH];

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

static int is_own(struct in_addr address)
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

static void send_all(int sock, struct mmsghdr *m, int count)
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
	struct mmsghdr in[BATCH], out[BATCH];
	int i, n, count;

	for (i = 0; i < BATCH; i++)
		fill(&in[i], &stack[i]);
	n = recvmmsg(sock, in, BATCH, MSG_WAITFORONE, NULL);
	if (n == -1 && errno != EINTR && errno != ECONNREFUSED)
		err(1, "recvmmsg");
	for (i = n - 1, count = 0; i >= 0; i--) {
		announce(&in[i]);
		if (ntohs(stack[i].peer.sin_port) == port &&
			is_own(stack[i].peer.sin_addr))
			continue;
		turn_round(&in[i]);
		out[count++] = in[i];
	}

	send_all(sock, out, count);
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
		errx(1, "cannot start");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(sock, (struct sockaddr *)&sin, sizeof sin))
		errx(1, "cannot start");
	for (;;)
		serve(sock, (int)port);
}
