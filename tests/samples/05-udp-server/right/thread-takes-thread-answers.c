/* One thread receives into a ring, another announces and answers. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLACES 16

struct entry {
	struct sockaddr_in peer;
	struct iovec iov;
	struct msghdr msg;
	_Alignas(8) char notes[CMSG_SPACE(sizeof(struct in_pktinfo))];
	char bytes[65535];
};

static struct entry ring[PLACES];
static sem_t filled, empty;
static int sock;
static in_port_t port;

static void wait_for(sem_t *s)
{
	while (sem_wait(s) == -1 && errno == EINTR)
		;
}

static int own(struct in_addr address)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = address };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int bound = bind(fd, (struct sockaddr *)&a, sizeof a) == 0;

	close(fd);
	return bound;
}

static void deal_with(struct entry *e)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(&e->msg);

	printf("Datagram from %s port %d: %zu bytes\n",
		inet_ntoa(e->peer.sin_addr), ntohs(e->peer.sin_port),
		e->iov.iov_len);
	fflush(stdout);
	if (e->peer.sin_port == port && own(e->peer.sin_addr))
		return;
	if (c)
		((struct in_pktinfo *)CMSG_DATA(c))->ipi_ifindex = 0;
	while (sendmsg(sock, &e->msg, 0) == -1)
		if (errno != EINTR) {
			warn("sendmsg");
			return;
		}
}

static void *answer(void *unused)
{
	unsigned i;

	for (i = 0;; i++) {
		wait_for(&filled);
		deal_with(&ring[i % PLACES]);
		sem_post(&empty);
	}
	return unused;
}

static void receive(struct entry *e)
{
	ssize_t n;

	memset(&e->msg, 0, sizeof e->msg);
	e->iov = (struct iovec){ e->bytes, sizeof e->bytes };
	e->msg.msg_name = &e->peer;
	e->msg.msg_namelen = sizeof e->peer;
	e->msg.msg_iov = &e->iov;
	e->msg.msg_iovlen = 1;
	e->msg.msg_control = e->notes;
	e->msg.msg_controllen = sizeof e->notes;
	do
		n = recvmsg(sock, &e->msg, 0);
	while (n == -1 && (errno == EINTR || errno == ECONNREFUSED));
	if (n == -1)
		err(1, "recvmsg");
	e->iov.iov_len = (size_t)n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	pthread_t thread;
	int number = 0, on = 1;
	unsigned i;

	if (argc != 2 || strlen(argv[1]) > 5 ||
		strspn(argv[1], "0123456789") != strlen(argv[1]) ||
		(number = atoi(argv[1])) < 1 || number > 65535) {
		fputs("USAGE: udpserver <port>\n", stderr);
		return 1;
	}
	port = a.sin_port = htons((in_port_t)number);
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1)
		err(1, "socket");
	if (setsockopt(sock, SOL_IP, IP_PKTINFO, &on, sizeof on) ||
		bind(sock, (struct sockaddr *)&a, sizeof a))
		err(1, "port %d", number);
	sem_init(&filled, 0, 0);
	sem_init(&empty, 0, PLACES);
	if ((errno = pthread_create(&thread, NULL, answer, NULL)))
		err(1, "thread");
	for (i = 0;; i++) {
		wait_for(&empty);
		receive(&ring[i % PLACES]);
		sem_post(&filled);
	}
}
