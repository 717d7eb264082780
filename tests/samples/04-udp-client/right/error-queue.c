/*
 * What ICMP says is read from the error queue, with the address that it
 * is about; the socket is not connected.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct talk {
	int fd;
	const struct addrinfo *to;
	char data[65535];
	ssize_t size;
	int error;
};

static int same_sender(const struct talk *t, const void *from)
{
	const struct sockaddr *a = from;

	if (a->sa_family != t->to->ai_family)
		return 0;
	if (a->sa_family == AF_INET) {
		const struct sockaddr_in *p = from;
		const struct sockaddr_in *q =
			(const void *)t->to->ai_addr;
		return p->sin_addr.s_addr == q->sin_addr.s_addr &&
			p->sin_port == q->sin_port;
	}
	const struct sockaddr_in6 *p = from;
	const struct sockaddr_in6 *q = (const void *)t->to->ai_addr;
	return IN6_ARE_ADDR_EQUAL(&p->sin6_addr, &q->sin6_addr) &&
		p->sin6_port == q->sin6_port;
}

/* 1: it is about our server, and fatal. */
static int read_error(struct talk *t)
{
	char control[512], payload[64];
	struct sockaddr_storage about;
	struct iovec part = { payload, sizeof payload };
	struct msghdr m = { &about, sizeof about, &part, 1, control,
		sizeof control, 0 };
	struct cmsghdr *c;

	if (recvmsg(t->fd, &m, MSG_ERRQUEUE | MSG_DONTWAIT) == -1)
		return 0;
	for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
		struct sock_extended_err e;

		if (!(c->cmsg_level == IPPROTO_IP &&
			    c->cmsg_type == IP_RECVERR) &&
			!(c->cmsg_level == IPPROTO_IPV6 &&
				c->cmsg_type == IPV6_RECVERR))
			continue;
		memcpy(&e, CMSG_DATA(c), sizeof e);
		if (e.ee_errno == ECONNREFUSED &&
			same_sender(t, &about)) {
			t->error = ECONNREFUSED;
			return 1;
		}
	}
	return 0;
}

/* 1: the reply is there. */
static int read_data(struct talk *t)
{
	struct sockaddr_storage from;
	socklen_t size = sizeof from;
	ssize_t n = recvfrom(t->fd, t->data, sizeof t->data,
		MSG_DONTWAIT, (struct sockaddr *)&from, &size);

	if (n == -1 || !same_sender(t, &from))
		return 0;
	t->size = n;
	return 1;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* 1: done, one way or the other; 0: the time is over. */
static int listen_for(struct talk *t, double duration)
{
	double end = seconds() + duration, left;
	struct pollfd p = { .fd = t->fd, .events = POLLIN };

	while ((left = end - seconds()) > 0) {
		int n = poll(&p, 1, 1 + (int)(left * 1000));
		if (n == -1 && errno != EINTR) {
			t->error = errno;
			return 1;
		}
		if (n < 1)
			continue;
		if (p.revents & POLLERR && read_error(t))
			return 1;
		if (read_data(t))
			return 1;
	}
	return 0;
}

static void work(struct talk *t, const char *word, double wait)
{
	int i;
	ssize_t n;

	for (i = 0; i < 4; i++, wait *= 2) {
		do
			n = sendto(t->fd, word, strlen(word), 0,
				t->to->ai_addr, t->to->ai_addrlen);
		while (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED) &&
			(errno == EINTR || !read_error(t)));
		if (n == -1) {
			t->error = errno;
			return;
		}
		if (listen_for(t, wait))
			return;
	}
	t->error = ETIMEDOUT;
}

static void open_and_work(struct talk *t, const char *word, double wait)
{
	int yes = 1;

	t->fd = socket(t->to->ai_family, SOCK_DGRAM, 0);
	if (t->fd == -1) {
		t->error = errno;
		return;
	}
	if (t->to->ai_family == AF_INET6)
		setsockopt(t->fd, IPPROTO_IPV6, IPV6_RECVERR, &yes,
			sizeof yes);
	else
		setsockopt(t->fd, IPPROTO_IP, IP_RECVERR, &yes,
			sizeof yes);
	work(t, word, wait);
	close(t->fd);
}

static int bad_number(const char *s, double max)
{
	return strspn(s, "0123456789") != strlen(s) || atof(s) < 1 ||
		atof(s) > max;
}

int main(int argc, char *argv[])
{
	static struct talk t = { .size = -1 };
	struct addrinfo h = { .ai_socktype = SOCK_DGRAM }, *list;
	int w = argc > 1 && strcmp(argv[1], "-w") == 0 ? 2 : 0;
	int e;

	if (argc != w + 4 || argv[w + 1][0] == '-' ||
		(w && bad_number(argv[2], 1e6)) ||
		bad_number(argv[w + 3], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	e = getaddrinfo(argv[w + 1], argv[w + 3], &h, &list);
	if (e) {
		fprintf(stderr, "%s: %s\n", argv[w + 1],
			gai_strerror(e));
		return 1;
	}
	for (t.to = list; t.to && t.size < 0; t.to = t.to->ai_next)
		open_and_work(
			&t, argv[w + 2], w ? atof(argv[2]) / 1000 : 1);
	freeaddrinfo(list);
	if (t.size < 0) {
		fprintf(stderr, "%s port %s: %s\n", argv[w + 1],
			argv[w + 3], strerror(t.error));
		return 1;
	}
	printf("Received: ");
	fwrite(t.data, 1, (size_t)t.size, stdout);
	putchar('\n');
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
