/*
 * misconception: leaves its finished threads uncollected
 * fails: many_datagrams
 * shows: Each datagram has a thread that is neither joined nor
 *   detached.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sock;
static in_port_t port;

static void fail(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(error));
	exit(1);
}

static bool is_ours(struct in_addr address)
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
	if (from.sin_port == port && is_ours(from.sin_addr))
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

static sem_t done;

static void *work(void *buffer)
{
	one_datagram(buffer, 65536);
	sem_post(&done);
	return NULL;
}

static void wait_until_done(void)
{
	while (sem_wait(&done) < 0 && errno == EINTR)
		;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	pthread_t thread;
	static char buffer[65536];
	int error, number = 0, on = 1;
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
	sem_init(&done, 0, 0);
	for (;;) {
		error = pthread_create(&thread, NULL, work, buffer);
		if (error)
			fail("pthread_create", error);
		wait_until_done();
	}
}
