/*
 * misconception: sends again without waiting
 * fails: a_second_without_w again_never_early
 *   an_interruption_is_no_end longest_waits a_stranger_at_a_time
 *   refusal_later
 * shows: All four sendings follow each other at once.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static struct timespec add(struct timespec t, long ms)
{
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000;
	if (t.tv_nsec > 999999999) {
		t.tv_nsec -= 1000000000;
		t.tv_sec++;
	}
	return t;
}

static struct timespec subtract(struct timespec a, struct timespec b)
{
	struct timespec d = { a.tv_sec - b.tv_sec,
		a.tv_nsec - b.tv_nsec };

	if (d.tv_nsec < 0) {
		d.tv_nsec += 1000000000;
		d.tv_sec--;
	}
	return d;
}

static struct timespec clock_time(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		err(1, "clock_gettime");
	return t;
}

static int give(int fd, struct iovec *word)
{
	struct msghdr m = { .msg_iov = word, .msg_iovlen = 1 };

	while (sendmsg(fd, &m, 0) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
}

/* 1, 0 when the time is over, -1 */
static int take(int fd, struct iovec *reply, struct timespec end)
{
	struct pollfd p = { fd, POLLIN, 0 };
	struct msghdr m = { .msg_iov = reply, .msg_iovlen = 1 };

	for (;;) {
		struct timespec left = subtract(end, clock_time());
		if (left.tv_sec < 0)
			return 0;
		if (ppoll(&p, 1, &left, NULL) == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (p.revents == 0)
			continue;
		ssize_t n = recvmsg(fd, &m, MSG_DONTWAIT);
		if (n >= 0) {
			reply->iov_len = (size_t)n;
			return 1;
		}
		if (errno != EAGAIN && errno != EINTR)
			return -1;
	}
}

static int exchange(
	int fd, struct iovec *word, struct iovec *reply, long ms)
{
	struct timespec due;
	int result = 0;

	for (int k = 0; k < 4; k++)
		if (give(fd, word) == -1)
			return -1;
	due = add(clock_time(), 15 * ms);
	result = take(fd, reply, due);
	return result;
}

static void print(struct iovec *part, int count)
{
	while (count > 0) {
		ssize_t n = writev(1, part, count);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "stdout");
		while (count > 0 && (size_t)n >= part->iov_len) {
			n -= (ssize_t)part->iov_len;
			part++;
			count--;
		}
		if (count > 0) {
			part->iov_base = (char *)part->iov_base + n;
			part->iov_len -= (size_t)n;
		}
	}
}

static int is_number(const char *s, long max)
{
	return strlen(s) > 0 && strlen(s) < 8 &&
		strspn(s, "0123456789") == strlen(s) && atol(s) > 0 &&
		atol(s) <= max;
}

int main(int argc, char *argv[])
{
	static char bytes[65535];
	struct iovec word,
		line[3] = { { "Received: ", 10 },
			{ bytes, sizeof bytes }, { "\n", 1 } };
	struct addrinfo *list, hints = { .ai_socktype = SOCK_DGRAM };
	int options = argc > 1 && argv[1][0] == '-' ? 2 : 0;
	int result = 0, reason = 0;

	if (argc != options + 4 || argv[1 + options][0] == '-' ||
		(options &&
			(strcmp(argv[1], "-w") != 0 ||
				!is_number(argv[2], 1000000))) ||
		!is_number(argv[options + 3], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			program_invocation_short_name);
		exit(1);
	}
	long ms = options ? atol(argv[2]) : 1000;
	argv += options;
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	word.iov_base = argv[2];
	word.iov_len = strlen(argv[2]);
	for (struct addrinfo *a = list; a && result != 1;
		a = a->ai_next) {
		int fd = socket(a->ai_family, SOCK_DGRAM, 0);
		if (fd == -1)
			err(1, "socket");
		result = connect(fd, a->ai_addr, a->ai_addrlen);
		if (result == 0)
			result = exchange(fd, &word, &line[1], ms);
		reason = result == 0 ? ETIMEDOUT : errno;
		close(fd);
	}
	freeaddrinfo(list);
	if (result != 1)
		errx(1, "%s port %s: %s", argv[1], argv[3],
			strerror(reason));
	print(line, 3);
	return 0;
}
