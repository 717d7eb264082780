/*
 * misconception: complains about strangers
 * fails: other_port
 * shows: A line on stderr tells of each datagram of somebody else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

typedef struct sockaddr_storage address_t;

static unsigned char buffer[1 << 16];
static const char *program;

static int usage(void)
{
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		program);
	return EXIT_FAILURE;
}

static bool parse(const char *s, unsigned long max, unsigned long *out)
{
	unsigned long value = 0;

	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		value = value * 10 + (unsigned long)(*s - '0');
		if (value > max)
			return false;
	}
	*out = value;
	return value > 0;
}

static bool same(const address_t *a, const address_t *b)
{
	if (a->ss_family != b->ss_family)
		return false;
	if (a->ss_family == AF_INET) {
		const struct sockaddr_in *x = (const void *)a;
		const struct sockaddr_in *y = (const void *)b;
		return x->sin_port == y->sin_port &&
			x->sin_addr.s_addr == y->sin_addr.s_addr;
	}
	const struct sockaddr_in6 *x = (const void *)a;
	const struct sockaddr_in6 *y = (const void *)b;
	return x->sin6_port == y->sin6_port &&
		memcmp(&x->sin6_addr, &y->sin6_addr,
			sizeof x->sin6_addr) == 0;
}

static struct timespec after(long ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

static bool time_left(
	const struct timespec *until, struct timespec *left)
{
	clock_gettime(CLOCK_MONOTONIC, left);
	left->tv_sec = until->tv_sec - left->tv_sec;
	left->tv_nsec = until->tv_nsec - left->tv_nsec;
	if (left->tv_nsec < 0) {
		left->tv_sec--;
		left->tv_nsec += 1000000000;
	}
	return left->tv_sec >= 0 &&
		(left->tv_sec > 0 || left->tv_nsec > 0);
}

/* The reply's length; -1 and errno; -2 if it is somebody else's. */
static ssize_t take(int fd, const address_t *server)
{
	address_t from;
	struct iovec part = { buffer, sizeof buffer };
	struct msghdr message = { .msg_name = &from,
		.msg_namelen = sizeof from,
		.msg_iov = &part,
		.msg_iovlen = 1 };
	ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return -2;
	if (n >= 0 && !same(&from, server)) {
		fprintf(stderr, "%s: unexpected datagram ignored\n",
			program);
		return -2;
	}
	return n;
}

static ssize_t wait_for_reply(int fd, const address_t *server, long ms)
{
	struct timespec until = after(ms), left;
	struct pollfd entry = { fd, POLLIN, 0 };

	while (time_left(&until, &left)) {
		int ready = ppoll(&entry, 1, &left, NULL);
		if (ready == -1 && errno != EINTR)
			return -1;
		if (ready == 1) {
			ssize_t n = take(fd, server);
			if (n != -2)
				return n;
		}
	}
	errno = ETIMEDOUT;
	return -1;
}

static ssize_t exchange(
	int fd, const struct addrinfo *entry, const char *word, long ms)
{
	address_t server = { 0 };
	ssize_t n;
	long last = ms << 3;

	memcpy(&server, entry->ai_addr, entry->ai_addrlen);
	for (; ms <= last; ms <<= 1) {
		do
			n = sendto(fd, word, strlen(word), 0,
				entry->ai_addr, entry->ai_addrlen);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			return -1;
		n = wait_for_reply(fd, &server, ms);
		if (n != -1 || errno != ETIMEDOUT)
			return n;
	}
	return -1;
}

static ssize_t try(
	const struct addrinfo *entry, const char *word, long ms)
{
	int one = 1, reason;
	ssize_t n = -1;
	int fd = socket(entry->ai_family, SOCK_DGRAM, 0);

	if (fd == -1)
		return -1;
	if (entry->ai_family == AF_INET)
		n = setsockopt(
			fd, IPPROTO_IP, IP_RECVERR, &one, sizeof one);
	else
		n = setsockopt(fd, IPPROTO_IPV6, IPV6_RECVERR, &one,
			sizeof one);
	if (n == 0)
		n = exchange(fd, entry, word, ms);
	reason = errno;
	close(fd);
	errno = reason;
	return n;
}

int main(int argc, char **argv)
{
	unsigned long ms = 1000, port;
	struct addrinfo hints, *list;
	int code, reason = 0;
	ssize_t n = -1;

	program = argv[0];
	while (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") != 0 || argc < 3 ||
			!parse(argv[2], 1000000, &ms))
			return usage();
		argc -= 2;
		argv += 2;
	}
	if (argc != 4 || !parse(argv[3], 65535, &port))
		return usage();
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", program, argv[1],
			gai_strerror(code));
		return EXIT_FAILURE;
	}
	for (struct addrinfo *i = list; i && n == -1; i = i->ai_next) {
		n = try(i, argv[2], (long)ms);
		reason = errno;
	}
	freeaddrinfo(list);
	if (n == -1) {
		fprintf(stderr, "%s: %s: %s\n", program, argv[1],
			strerror(reason));
		return EXIT_FAILURE;
	}
	printf("Received: ");
	fwrite(buffer, (size_t)n, 1, stdout);
	printf("\n");
	if (ferror(stdout) || fclose(stdout) != 0) {
		fprintf(stderr, "%s: cannot write\n", program);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
