/*
 * misconception: sends bytes up to a zero that nobody has put
 *   there
 * fails: echoes_every_byte_value short_after_long
 * shows: After a long datagram a short one comes back with the
 *   end of the long one.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHECK(call)                    \
	do {                           \
		if ((call) == -1) {    \
			perror(#call); \
			exit(1);       \
		}                      \
	} while (0)

static struct sockaddr_in local, remote;
static char text[65600];
static char aux[CMSG_SPACE(sizeof(struct in_pktinfo)) + 64];
static struct iovec piece;
static struct msghdr header;

static int is_port(const char *arg)
{
	size_t i, length = strlen(arg);

	for (i = 0; i < length; i++)
		if (strchr("0123456789", arg[i]) == NULL)
			return 0;
	return length > 0 && length < 6 && atoi(arg) > 0 &&
		atoi(arg) < 65536;
}

static void prepare(size_t size)
{
	memset(&header, 0, sizeof header);
	piece.iov_base = text;
	piece.iov_len = size;
	header.msg_name = &remote;
	header.msg_namelen = sizeof remote;
	header.msg_iov = &piece;
	header.msg_iovlen = 1;
	header.msg_control = aux;
	header.msg_controllen = sizeof aux;
}

static int from_this_machine(void)
{
	struct sockaddr_in a = remote;
	int s, result;

	a.sin_port = 0;
	CHECK(s = socket(AF_INET, SOCK_DGRAM, 0));
	result = bind(s, (struct sockaddr *)&a, sizeof a);
	close(s);
	return result == 0;
}

static void answer(int s, size_t size)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(&header);

	if (c != NULL && c->cmsg_type == IP_PKTINFO)
		((struct in_pktinfo *)CMSG_DATA(c))->ipi_ifindex = 0;
	piece.iov_len = strlen(text);
	(void)size;
	while (sendmsg(s, &header, 0) == -1) {
		if (errno == EINTR)
			continue;
		perror("sendmsg");
		break;
	}
}

static void handle(int s)
{
	char host[NI_MAXHOST], port[NI_MAXSERV];
	ssize_t n;

	prepare(sizeof text);
	n = recvmsg(s, &header, MSG_DONTWAIT);
	if (n == -1) {
		if (errno != EINTR && errno != EAGAIN &&
			errno != ECONNREFUSED)
			CHECK(n);
		return;
	}
	if (getnameinfo((struct sockaddr *)&remote, sizeof remote, host,
		    sizeof host, port, sizeof port,
		    NI_NUMERICHOST | NI_NUMERICSERV | NI_DGRAM) == 0)
		printf("Datagram from %s port %s: %zd bytes\n", host,
			port, n);
	if (remote.sin_port == local.sin_port && from_this_machine())
		return;
	answer(s, (size_t)n);
}

int main(int argc, char *argv[])
{
	fd_set readable;
	int s, yes = 1;

	if (argc != 2 || !is_port(argv[1])) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	CHECK(s = socket(AF_INET, SOCK_DGRAM, 0));
	CHECK(setsockopt(s, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes));
	local.sin_family = AF_INET;
	local.sin_port = htons((in_port_t)atoi(argv[1]));
	local.sin_addr.s_addr = htonl(INADDR_ANY);
	CHECK(bind(s, (struct sockaddr *)&local, sizeof local));
	while (1) {
		FD_ZERO(&readable);
		FD_SET(s, &readable);
		if (select(s + 1, &readable, NULL, NULL, NULL) == 1)
			handle(s);
		else if (errno != EINTR)
			CHECK(-1);
	}
}
