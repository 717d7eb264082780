/*
 * udpclient - send a word in a datagram and print the reply
 *
 * usage: udpclient [-w <ms>] <server> <word> <port>
 *
 * A solution with a timer that is a descriptor, by somebody else.
 * Try: ./udpclient -w 200 localhost hello 7777
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "Received: "

/* How an attempt at one address has ended. */
enum outcome {
	ANSWERED,
	SILENT, /* its time is over */
	ABSENT, /* nobody is there, or no way leads there */
	GONE, /* it was there, and is not there any more */
};

static char line[sizeof PREFIX + UINT16_MAX] = PREFIX;
static size_t line_length;

static int usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	return EXIT_FAILURE;
}

/* Returns the number, or 0 if the text is none from 1 to the limit. */
static uint32_t to_number(const char *text, uint32_t limit)
{
	uint32_t value = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c < '0' || *c > '9')
			return 0;
		value = value * 10 + (uint32_t)(*c - '0');
		if (value > limit)
			return 0;
	}
	return value;
}

/* Starts the timer; a single time, so many milliseconds from now. */
static bool set_timer(int timer, uint64_t ms)
{
	struct itimerspec once = {
		.it_value.tv_sec = (time_t)(ms / 1000),
		.it_value.tv_nsec = (long)(ms % 1000) * 1000000,
	};

	return timerfd_settime(timer, 0, &once, NULL) == 0;
}

/* A signal before the datagram has gone is no reason to stop. */
static bool post(int fd, const char *word)
{
	struct iovec part = {
		.iov_base = (void *)(uintptr_t)word,
		.iov_len = strlen(word),
	};
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t sent;

	do
		sent = sendmsg(fd, &message, 0);
	while (sent < 0 && errno == EINTR);
	return sent >= 0;
}

/* Stores the reply behind the prefix; false if there is none yet. */
static bool collect(int fd)
{
	ssize_t got = recv(fd, line + strlen(PREFIX), UINT16_MAX, 0);

	if (got < 0)
		return false;
	line_length = strlen(PREFIX) + (size_t)got;
	line[line_length++] = '\n';
	return true;
}

/* Waits until the timer has run out or the socket has something. */
static enum outcome listen_for(int fd, int timer)
{
	struct pollfd both[] = {
		{ .fd = timer, .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};

	for (;;) {
		if (poll(both, 2, -1) < 0)
			continue;
		if (both[1].revents != 0) {
			if (collect(fd))
				return ANSWERED;
			if (errno == ECONNREFUSED)
				return ABSENT;
		}
		if (both[0].revents != 0)
			return SILENT;
	}
}

/* Four attempts on a socket that has its peer. */
static enum outcome converse(
	int fd, int timer, const char *word, uint64_t ms)
{
	enum outcome outcome = SILENT;

	for (int round = 0; round < 4 && outcome == SILENT; round++) {
		if (!post(fd, word) || !set_timer(timer, ms << round))
			outcome = ABSENT;
		else
			outcome = listen_for(fd, timer);
		if (outcome == ABSENT && round > 0)
			return GONE;
	}
	if (outcome == SILENT)
		errno = ETIMEDOUT;
	return outcome;
}

static enum outcome visit(
	const struct addrinfo *host, const char *word, uint64_t ms)
{
	enum outcome outcome = ABSENT;
	int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
	int fd = socket(host->ai_family, SOCK_DGRAM | flags, 0);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	if (fd >= 0 && timer >= 0 &&
		connect(fd, host->ai_addr, host->ai_addrlen) == 0)
		outcome = converse(fd, timer, word, ms);
	int saved = errno;
	if (fd >= 0)
		close(fd);
	if (timer >= 0)
		close(timer);
	errno = saved;
	return outcome;
}

/* The whole line, however little of it a call takes. */
static void write_line(void)
{
	for (size_t done = 0; done < line_length;) {
		ssize_t n = write(
			STDOUT_FILENO, line + done, line_length - done);

		if (n < 0 && errno != EINTR)
			err(EXIT_FAILURE, "stdout");
		done += n < 0 ? 0 : (size_t)n;
	}
}

int main(int argc, char **argv)
{
	struct addrinfo wanted = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *hosts;
	uint32_t ms = 1000;
	int first = 1;

	while (first < argc && argv[first][0] == '-') {
		if (strcmp(argv[first], "-w") != 0 || first + 1 == argc)
			return usage();
		ms = to_number(argv[first + 1], 1000000);
		if (ms == 0)
			return usage();
		first += 2;
	}
	if (first + 3 != argc || to_number(argv[first + 2], 65535) == 0)
		return usage();
	int problem = getaddrinfo(
		argv[first], argv[first + 2], &wanted, &hosts);
	if (problem != 0)
		errx(EXIT_FAILURE, "%s: %s", argv[first],
			gai_strerror(problem));
	enum outcome outcome = SILENT;
	for (struct addrinfo *host = hosts; host != NULL;
		host = host->ai_next) {
		outcome = visit(host, argv[first + 1], ms);
		if (outcome == ANSWERED || outcome == GONE)
			break;
	}
	int saved = errno;
	freeaddrinfo(hosts);
	errno = saved;
	if (outcome != ANSWERED)
		err(EXIT_FAILURE, "%s", argv[first]);
	write_line();
	return EXIT_SUCCESS;
}
