/*
 * misconception: counts the characters of a dotted quad and
 *   forgets the zero behind them
 * fails: announces_datagram
 * shows: 127.100.200.233 does not fit, and an old address is
 *   printed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct question {
	struct sockaddr_in from;
	struct in_addr to;
	size_t size;
	char text[65535];
};

static struct question question;
static char control[CMSG_SPACE(sizeof(struct in_pktinfo))]
	__attribute__((aligned(8)));

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_digits(const char *s)
{
	while (is_digit(*s))
		s++;
	return *s == '\0';
}

static long to_port(const char *s)
{
	if (!all_digits(s) || strlen(s) > 5)
		return 0;
	return atol(s) > 65535 ? 0 : atol(s);
}

static int usage(void)
{
	fprintf(stderr, "USAGE: udpserver <port>\n");
	return EXIT_FAILURE;
}

static int failure(const char *doing)
{
	fprintf(stderr, "udpserver: %s: %s\n", doing, strerror(errno));
	return EXIT_FAILURE;
}

static struct sockaddr_in everywhere(long port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };

	a.sin_port = htons((in_port_t)port);
	a.sin_addr.s_addr = htonl(INADDR_ANY);
	return a;
}

static bool take_port(int fd, struct sockaddr_in a)
{
	return bind(fd, (struct sockaddr *)&a, sizeof a) == 0;
}

static bool want_notes(int fd)
{
	int on = 1;

	return setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) ==
		0;
}

static struct msghdr message_for(struct question *p, struct iovec *iov)
{
	struct msghdr m = { .msg_name = &p->from,
		.msg_namelen = sizeof p->from,
		.msg_iov = iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control };

	return m;
}

static bool is_about_address(const struct cmsghdr *note)
{
	return note != NULL && note->cmsg_level == IPPROTO_IP &&
		note->cmsg_type == IP_PKTINFO;
}

static void read_note(struct question *p, struct msghdr *m)
{
	struct cmsghdr *note = CMSG_FIRSTHDR(m);
	struct in_pktinfo info;

	p->to.s_addr = INADDR_ANY;
	if (!is_about_address(note))
		return;
	memcpy(&info, CMSG_DATA(note), sizeof info);
	p->to = info.ipi_spec_dst;
}

static void write_note(struct question *p, struct msghdr *m)
{
	struct in_pktinfo info = { .ipi_spec_dst = p->to };
	struct cmsghdr *note;

	memset(control, 0, sizeof control);
	note = CMSG_FIRSTHDR(m);
	note->cmsg_level = IPPROTO_IP;
	note->cmsg_type = IP_PKTINFO;
	note->cmsg_len = CMSG_LEN(sizeof info);
	memcpy(CMSG_DATA(note), &info, sizeof info);
}

static bool passing(int error)
{
	return error == EINTR || error == ECONNREFUSED;
}

static bool hear(int fd, struct question *p)
{
	struct iovec iov = { p->text, sizeof p->text };
	struct msghdr m;
	ssize_t n;

	do {
		m = message_for(p, &iov);
		n = recvmsg(fd, &m, 0);
	} while (n == -1 && passing(errno));
	if (n == -1)
		return false;
	p->size = (size_t)n;
	read_note(p, &m);
	return true;
}

static void announce(const struct question *p)
{
	char quad[15] = "";

	inet_ntop(AF_INET, &p->from.sin_addr, quad, sizeof quad);
	printf("Datagram from %s port %d: %zu bytes\n", quad,
		ntohs(p->from.sin_port), p->size);
	fflush(stdout);
}

static bool belongs_to_us(struct in_addr address)
{
	struct sockaddr_in a = everywhere(0);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool bound;

	a.sin_addr = address;
	bound = take_port(fd, a);
	close(fd);
	return bound;
}

static bool would_come_back(const struct question *p, long port)
{
	return ntohs(p->from.sin_port) == port &&
		belongs_to_us(p->from.sin_addr);
}

static void reply(int fd, struct question *p)
{
	struct iovec iov = { p->text, p->size };
	struct msghdr m = message_for(p, &iov);
	ssize_t n;

	write_note(p, &m);
	do
		n = sendmsg(fd, &m, 0);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		failure("one answer is lost");
}

int main(int argc, char *argv[])
{
	long port = argc == 2 ? to_port(argv[1]) : 0;
	int fd;

	if (port == 0)
		return usage();
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd == -1)
		return failure("socket");
	if (!want_notes(fd))
		return failure("IP_PKTINFO");
	if (!take_port(fd, everywhere(port)))
		return failure(argv[1]);
	while (hear(fd, &question)) {
		announce(&question);
		if (!would_come_back(&question, port))
			reply(fd, &question);
	}
	return failure("recvmsg");
}
