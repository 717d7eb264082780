/*
 * misconception: sends nothing when there are no bytes to send
 * fails: echoes_nothing
 * shows: An empty datagram is announced, and its loop never
 *   begins.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CONTROL_SIZE CMSG_SPACE(sizeof(struct in_pktinfo))

static char payload[65535];

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int is_self(const struct in_addr *a)
{
	struct sockaddr_in probe = { .sin_family = AF_INET };
	int answer, fd = socket(AF_INET, SOCK_DGRAM, 0);

	probe.sin_addr = *a;
	answer = !bind(fd, (struct sockaddr *)&probe, sizeof probe);
	close(fd);
	return answer;
}

/* In the child.  The status is of no interest to anybody. */
static void answer(int fd, struct msghdr *m, size_t length)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);

	m->msg_iov->iov_len = length;
	if (c && c->cmsg_type == IP_PKTINFO)
		((struct in_pktinfo *)CMSG_DATA(c))->ipi_ifindex = 0;
	while (length > 0) {
		ssize_t n = sendmsg(fd, m, 0);

		if (n == -1 && errno != EINTR) {
			perror("sendmsg");
			break;
		}
		if (n != -1)
			length -= (size_t)n;
	}
	_exit(0);
}

static void delegate(int fd, struct msghdr *m, size_t length)
{
	pid_t child = fork();

	if (child == 0)
		answer(fd, m, length);
	if (child == -1)
		perror("fork");
	while (child > 0 && waitpid(child, NULL, 0) == -1 &&
		errno == EINTR)
		;
}

int main(int argc, char **argv)
{
	struct sockaddr_in sin = { .sin_family = AF_INET }, who;
	int fd, on = 1;
	long port = 0;
	char *end;

	if (argc != 2)
		goto usage;
	port = strtol(argv[1], &end, 10);
	if (argv[1][0] < '0' || argv[1][0] > '9' || *end || port < 1 ||
		port > 65535) {
	usage:
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd == -1)
		return fail("socket");
	sin.sin_port = htons(port);
	if (setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) ==
		-1)
		return fail("setsockopt");
	if (bind(fd, (struct sockaddr *)&sin, sizeof sin) == -1)
		return fail("bind");
	for (;;) {
		long control[CONTROL_SIZE / sizeof(long)];
		struct iovec iov = { payload, sizeof payload };
		struct msghdr m = { &who, sizeof who, &iov, 1, control,
			sizeof control, 0 };
		ssize_t n = recvmsg(fd, &m, 0);

		if (n == -1 && errno != EINTR && errno != ECONNREFUSED)
			return fail("recvmsg");
		if (n == -1)
			continue;
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(who.sin_addr), ntohs(who.sin_port),
			n);
		fflush(stdout);
		if (who.sin_port != sin.sin_port ||
			!is_self(&who.sin_addr))
			delegate(fd, &m, (size_t)n);
	}
}
