/*
 * misconception: takes a wrong call for no failure
 * fails: usage_without_arguments usage_with_two_ports
 * shows: After the usage line the exit status is 0.
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

static char letter[65535];

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int own_address(const struct in_addr *a)
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
	while (sendmsg(fd, m, 0) == -1)
		if (errno != EINTR) {
			perror("sendmsg");
			break;
		}
	_exit(0);
}

static void let_child_answer(int fd, struct msghdr *m, size_t length)
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
	struct sockaddr_in sin = { .sin_family = AF_INET }, sender;
	int fd, on = 1;
	long port = 0;
	char *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 0;
	}
	port = strtol(argv[1], &end, 10);
	if (argv[1][0] < '0' || argv[1][0] > '9' || *end || port < 1 ||
		port > 65535) {
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
		struct iovec iov = { letter, sizeof letter };
		struct msghdr m = { &sender, sizeof sender, &iov, 1,
			control, sizeof control, 0 };
		ssize_t n = recvmsg(fd, &m, 0);

		if (n == -1 && errno != EINTR && errno != ECONNREFUSED)
			return fail("recvmsg");
		if (n == -1)
			continue;
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(sender.sin_addr),
			ntohs(sender.sin_port), n);
		fflush(stdout);
		if (sender.sin_port != sin.sin_port ||
			!own_address(&sender.sin_addr))
			let_child_answer(fd, &m, (size_t)n);
	}
}
