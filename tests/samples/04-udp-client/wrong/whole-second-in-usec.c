/*
 * misconception: puts a second and more into tv_usec
 * fails: a_second_without_w
 * shows: From 1,000 ms on the kernel calls the time invalid, and
 *   nobody looks: recv waits for ever.
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define USAGE "USAGE: udpclient [-w <ms>] <server> <word> <port>\n"

static char dgram[1 << 16];

static long checked(const char *s, long limit)
{
	long n;
	char *end;

	n = strtol(s, &end, 10);
	if (s[0] < '0' || s[0] > '9' || *end || n < 1 || n > limit) {
		fputs(USAGE, stderr);
		exit(1);
	}
	return n;
}

static long long us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1000000LL * t.tv_sec + t.tv_nsec / 1000;
}

static ssize_t recv_until(int fd, long long end)
{
	ssize_t n;

	do {
		long long rest = end - us();
		struct timeval tv = { 0, 0 };

		if (rest <= 0) {
			errno = ETIMEDOUT;
			return -1;
		}
		tv.tv_usec = rest;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
		n = recv(fd, dgram, sizeof dgram, 0);
	} while (n == -1 && (errno == EINTR || errno == EAGAIN));
	return n;
}

static ssize_t talk(int fd, const char *word, long ms)
{
	ssize_t n;

	for (int i = 0;; i++) {
		do
			n = send(fd, word, strlen(word), 0);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			return -1;
		n = recv_until(fd, us() + 1000LL * (ms << i) + 1000);
		if (n >= 0 || errno != ETIMEDOUT || i == 3)
			return n;
	}
}

int main(int argc, char **argv)
{
	struct addrinfo *res, *r, hints = { .ai_socktype = SOCK_DGRAM };
	long ms = 1000;
	ssize_t n = -1;
	int o, e = 0;

	opterr = 0;
	while ((o = getopt(argc, argv, "+w:")) == 'w')
		ms = checked(optarg, 1000000);
	if (o != -1 || argc - optind != 3) {
		fputs(USAGE, stderr);
		exit(1);
	}
	argv += optind;
	checked(argv[2], 65535);
	o = getaddrinfo(argv[0], argv[2], &hints, &res);
	if (o)
		errx(1, "%s: %s", argv[0], gai_strerror(o));
	for (r = res; r && n < 0; r = r->ai_next) {
		int fd = socket(r->ai_family, r->ai_socktype, 0);
		if (fd < 0)
			err(1, "socket");
		if (connect(fd, r->ai_addr, r->ai_addrlen) == 0)
			n = talk(fd, argv[1], ms);
		e = errno;
		close(fd);
	}
	freeaddrinfo(res);
	if (n < 0)
		errx(1, "%s: %s", argv[0], strerror(e));
	printf("Received: ");
	fwrite(dgram, 1, n, stdout);
	putchar('\n');
	if (fflush(stdout))
		err(1, "stdout");
	return 0;
}
