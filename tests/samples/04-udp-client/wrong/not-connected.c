/*
 * misconception: talks through a socket that it has not connected
 * fails: a_stranger_at_a_time a_stranger_instead other_port
 *   other_address stranger_just_before refusal refusal_later
 *   ipv6_address after_a_refusal either_family
 * shows: sendto and recvfrom are all it needs; strangers are taken,
 *   and a refusal is not heard.
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char reply[65536];
static long wait_ms = 1000;

static void usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	exit(1);
}

static long to_number(const char *s, long max)
{
	long n = 0;

	do {
		if (*s < '0' || *s > '9')
			usage();
		n = n * 10 + (*s - '0');
		if (n > max)
			usage();
	} while (*++s);
	if (n < 1)
		usage();
	return n;
}

static long long now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* Waits for a datagram; 0 if there is none before the deadline. */
static int readable(int fd, long long deadline)
{
	struct pollfd p = { fd, POLLIN, 0 };
	long long left;
	int n;

	for (;;) {
		left = deadline - now_us();
		if (left <= 0)
			return 0;
		n = poll(&p, 1, (left + 999) / 1000);
		if (n > 0)
			return 1;
		if (n < 0 && errno != EINTR)
			return -1;
	}
}

static ssize_t ask(struct addrinfo *ai, char *word)
{
	int fd = socket(ai->ai_family, ai->ai_socktype, 0);
	long wait = wait_ms;
	ssize_t n = -1;
	int i, r, e = 0;

	if (fd < 0)
		return -1;
	for (i = 0; i < 4; i++) {
		while ((n = sendto(fd, word, strlen(word), 0,
				ai->ai_addr, ai->ai_addrlen)) < 0 &&
			errno == EINTR)
			;
		if (n < 0) {
			e = errno;
			break;
		}
		r = readable(fd, now_us() + wait * 1000LL + 1);
		if (r != 0) {
			do
				n = recvfrom(fd, reply, sizeof reply, 0,
					NULL, NULL);
			while (n < 0 && errno == EINTR);
			e = errno;
			break;
		}
		n = -1;
		e = ETIMEDOUT;
		wait *= 2;
	}
	close(fd);
	errno = e;
	return n;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *list, *ai;
	ssize_t n = -1;
	int e;

	argv++;
	argc--;
	if (argc > 0 && argv[0][0] == '-') {
		if (strcmp(argv[0], "-w") || argc < 2)
			usage();
		wait_ms = to_number(argv[1], 1000000);
		argv += 2;
		argc -= 2;
	}
	if (argc != 3)
		usage();
	to_number(argv[2], 65535);
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	e = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (e)
		errx(1, "%s: %s", argv[0], gai_strerror(e));
	for (ai = list; ai && n < 0; ai = ai->ai_next)
		n = ask(ai, argv[1]);
	e = errno;
	freeaddrinfo(list);
	if (n < 0)
		errx(1, "%s: %s", argv[0], strerror(e));
	printf("Received: ");
	fwrite(reply, n, 1, stdout);
	printf("\n");
	if (fflush(stdout))
		err(1, "stdout");
	return 0;
}
