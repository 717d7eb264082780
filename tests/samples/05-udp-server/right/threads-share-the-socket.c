/* Four threads take turns; a lock keeps the answers in their order. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sock;
static in_port_t port;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(error));
	exit(1);
}

static bool here(struct in_addr address)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	bool ok;

	a.sin_addr = address;
	ok = bind(s, (struct sockaddr *)&a, sizeof a) != -1;
	close(s);
	return ok;
}

static void one_datagram(char *buffer, size_t size)
{
	struct sockaddr_in from;
	struct iovec iov = { buffer, size };
	_Alignas(struct cmsghdr) char aux[64];
	struct msghdr m = { &from, sizeof from, &iov, 1, aux,
		sizeof aux, 0 };
	char quad[16];
	struct cmsghdr *c;
	ssize_t n = recvmsg(sock, &m, 0);

	if (n < 0) {
		if (errno != EINTR && errno != ECONNREFUSED)
			fail("recvmsg", errno);
		return;
	}
	inet_ntop(AF_INET, &from.sin_addr, quad, sizeof quad);
	printf("Datagram from %s port %d: %d bytes\n", quad,
		ntohs(from.sin_port), (int)n);
	fflush(stdout);
	if (from.sin_port == port && here(from.sin_addr))
		return;
	for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
		((struct in_pktinfo *)CMSG_DATA(c))->ipi_ifindex = 0;
	iov.iov_len = (size_t)n;
	while (sendmsg(sock, &m, 0) < 0)
		if (errno != EINTR) {
			perror("sendmsg");
			break;
		}
}

static void *work(void *unused)
{
	char *buffer = malloc(65536);

	if (buffer == NULL)
		fail("malloc", errno);
	for (;;) {
		pthread_mutex_lock(&turn);
		one_datagram(buffer, 65536);
		pthread_mutex_unlock(&turn);
	}
	return unused;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	pthread_t thread;
	int i, error, number = 0, on = 1;
	char rest;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' ||
		strlen(argv[1]) > 6 ||
		sscanf(argv[1], "%d%c", &number, &rest) != 1 ||
		number < 1 || number > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = htons((in_port_t)number);
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock < 0)
		fail("socket", errno);
	a.sin_port = port;
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) <
			0 ||
		bind(sock, (struct sockaddr *)&a, sizeof a) < 0)
		fail("bind", errno);
	for (i = 0; i < 3; i++) {
		error = pthread_create(&thread, NULL, work, NULL);
		if (error)
			fail("pthread_create", error);
	}
	work(NULL);
}
