/*
 * misconception: relies on atoi to tell good numbers from bad
 *   ones
 * fails: bad_ports
 * shows: "7x" is port 7, and it starts.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 0x10000 };

static void report(const char *subject)
{
	char line[200];
	int n = snprintf(line, sizeof line, "udpserver: %s: %s\n",
		subject, strerror(errno));

	if (write(STDERR_FILENO, line, (size_t)n) == -1)
		_exit(1);
}

static void write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n == -1 && errno != EINTR)
			return;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
}

static void announce(const struct sockaddr_in *peer, size_t bytes)
{
	char quad[INET_ADDRSTRLEN], line[100];
	int n;

	inet_ntop(AF_INET, &peer->sin_addr, quad, sizeof quad);
	n = snprintf(line, sizeof line,
		"Datagram from %s port %u: %zu bytes\n", quad,
		(unsigned)ntohs(peer->sin_port), bytes);
	write_all(STDOUT_FILENO, line, (size_t)n);
}

static int is_local(const struct sockaddr_in *peer)
{
	struct sockaddr_in copy = *peer;
	int fd = socket(PF_INET, SOCK_DGRAM, 0);
	int error = 0;

	copy.sin_port = 0;
	if (bind(fd, (struct sockaddr *)&copy, sizeof copy) == -1)
		error = errno;
	close(fd);
	return error != EADDRNOTAVAIL;
}

static size_t receive(int fd, char *bytes, struct msghdr *m)
{
	ssize_t n;

	do {
		m->msg_namelen = sizeof(struct sockaddr_in);
		m->msg_controllen =
			CMSG_SPACE(sizeof(struct in_pktinfo));
		m->msg_iov->iov_base = bytes;
		m->msg_iov->iov_len = ROOM;
		n = recvmsg(fd, m, 0);
	} while (n == -1 && (errno == EINTR || errno == ECONNREFUSED));
	if (n == -1) {
		report("recvmsg");
		exit(1);
	}
	return (size_t)n;
}

static void reply(int fd, struct msghdr *m, size_t length)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	struct in_pktinfo info;

	m->msg_iov->iov_len = length;
	if (c) {
		memcpy(&info, CMSG_DATA(c), sizeof info);
		info.ipi_ifindex = 0;
		memcpy(CMSG_DATA(c), &info, sizeof info);
	}
	while (sendmsg(fd, m, MSG_NOSIGNAL) == -1)
		if (errno != EINTR) {
			report("sendmsg");
			return;
		}
}

int main(int argc, char *argv[])
{
	static char bytes[ROOM];
	long control[8];
	struct sockaddr_in sin = { .sin_family = AF_INET }, peer;
	struct iovec iov;
	struct msghdr m = { .msg_name = &peer,
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control };
	uint32_t port = 0;
	size_t n;
	int fd, on = 1;

	if (argc == 2 && atoi(argv[1]) > 0)
		port = (uint32_t)atoi(argv[1]);
	if (port == 0 || port > 65535) {
		write_all(2, "USAGE: udpserver <port>\n", 24);
		return 1;
	}
	sin.sin_port = htons((uint16_t)port);
	fd = socket(PF_INET, SOCK_DGRAM, 0);
	if (fd == -1 ||
		setsockopt(fd, SOL_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(fd, (struct sockaddr *)&sin, sizeof sin)) {
		report(argv[1]);
		return 1;
	}
	while (1) {
		n = receive(fd, bytes, &m);
		announce(&peer, n);
		if (peer.sin_port != sin.sin_port || !is_local(&peer))
			reply(fd, &m, n);
	}
}
