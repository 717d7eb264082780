/*
 * cause: asks each address once for every kind of socket
 * shows: getaddrinfo gives each address three times, and so a server in
 *   silence gets twelve datagrams.
 * fails: all_sendings_are_four
 *
 * cause: takes "too few arguments" for the only wrong number
 * shows: What stands behind the port is left alone.
 * fails: usage_with_too_many
 *
 * cause: takes errno for the reason why a look-up failed
 * shows: "getaddrinfo: Success", or whatever errno is at the time.
 * fails: unknown_name
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define US_PER_MS 1000
#define US_PER_S 1000000

static char message[65535];

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * US_PER_S + t.tv_nsec / 1000;
}

static int usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	return 1;
}

static int is_number(const char *s, int max)
{
	int value = 0;

	if (*s == '\0' || strlen(s) > 7)
		return 0;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		value = value * 10 + *s - '0';
	}
	return value >= 1 && value <= max;
}

/* 1: there is something, 0: time is over, -1: error */
static int wait_until(int fd, int64_t end)
{
	struct pollfd p = { fd, POLLIN, 0 };

	for (;;) {
		int64_t left = end - now_us();
		int ms = left <= 0
			? 0
			: (int)((left + US_PER_MS - 1) / US_PER_MS);
		int r = poll(&p, 1, ms);

		if (r > 0)
			return 1;
		if (r < 0 && errno != EINTR)
			return -1;
		if (r == 0 && now_us() >= end)
			return 0;
	}
}

static ssize_t request(struct addrinfo *ai, const char *word, int wait)
{
	int64_t end = 0, us = (int64_t)wait * US_PER_MS;
	ssize_t n = -1;
	int fd, i, r = 0, e;

	fd = socket(ai->ai_family, SOCK_DGRAM, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) < 0)
		r = -1;
	for (i = 0; r == 0 && i < 4; i++, us *= 2) {
		if (send(fd, word, strlen(word), 0) < 0) {
			r = -1;
			break;
		}
		end = (i == 0 ? now_us() : end) + us;
		r = wait_until(fd, end);
	}
	if (r == 0)
		errno = ETIMEDOUT;
	else if (r == 1)
		n = recv(fd, message, sizeof message, 0);
	e = errno;
	close(fd);
	errno = e;
	return n;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *first, *ai;
	int wait = 1000, c;
	ssize_t n = -1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c != 'w' || !is_number(optarg, 1000000))
			return usage();
		wait = atoi(optarg);
	}
	argc -= optind;
	argv += optind;
	if (argc < 3 || !is_number(argv[2], 65535))
		return usage();

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	if (getaddrinfo(argv[0], argv[2], &hints, &first) != 0) {
		perror("getaddrinfo");
		return 1;
	}
	for (ai = first; ai && n < 0; ai = ai->ai_next)
		n = request(ai, argv[1], wait);
	freeaddrinfo(first);
	if (n < 0) {
		perror(argv[0]);
		return 1;
	}
	if (printf("Received: ") < 0 ||
		fwrite(message, 1, n, stdout) < (size_t)n ||
		printf("\n") < 0 || fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;
}
