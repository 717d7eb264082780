/*
 * misconception: prints bytes by %s that nobody has ended
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   empty_reply any_byte_in_reply one_reply_only
 * shows: Behind the reply printf finds what malloc has left there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what, const char *reason)
{
	fprintf(stderr, "udpclient: %s: %s\n", what, reason);
	exit(1);
}

static int in_range(const char *s, unsigned long max)
{
	unsigned long n;

	if (strlen(s) != strspn(s, "0123456789") || strlen(s) > 9)
		return 0;
	n = strtoul(s, NULL, 10);
	return n > 0 && n <= max;
}

static void set_timer(int timer, struct timespec start, long long ms)
{
	struct itimerspec at = { .it_value = start };

	at.it_value.tv_sec += (time_t)(ms / 1000);
	at.it_value.tv_nsec += (long)(ms % 1000) * 1000000L;
	if (at.it_value.tv_nsec >= 1000000000L) {
		at.it_value.tv_sec += 1;
		at.it_value.tv_nsec -= 1000000000L;
	}
	if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL) == -1)
		die("timerfd_settime", strerror(errno));
}

static int resend(int fd, const char *word)
{
	for (;;) {
		if (send(fd, word, strlen(word), 0) >= 0)
			return 0;
		if (errno != EINTR)
			return errno;
	}
}

/* *got: the length of the reply.  Result: 0, or an errno. */
static int converse(int fd, int timer, const char *word, long ms,
	char *reply, ssize_t *got)
{
	struct pollfd set[2] = { { .fd = fd, .events = POLLIN },
		{ .fd = timer, .events = POLLIN } };
	struct timespec start;
	uint64_t ticks;
	int sent = 1;
	int error = resend(fd, word);

	if (error)
		return error;
	clock_gettime(CLOCK_MONOTONIC, &start);
	set_timer(timer, start, ms);
	for (;;) {
		set[0].revents = set[1].revents = 0;
		if (ppoll(set, 2, NULL, NULL) == -1 && errno != EINTR)
			return errno;
		if (set[0].revents) {
			*got = recv(fd, reply, 65536, MSG_DONTWAIT);
			if (*got >= 0)
				return 0;
			if (errno != EAGAIN && errno != EINTR)
				return errno;
		}
		if (set[1].revents &&
			read(timer, &ticks, sizeof ticks) > 0) {
			if (sent == 4)
				return ETIMEDOUT;
			if ((error = resend(fd, word)) != 0)
				return error;
			sent++;
			set_timer(
				timer, start, ((1LL << sent) - 1) * ms);
		}
	}
}

int main(int argc, char **argv)
{
	struct addrinfo *all, *one,
		hints = { .ai_socktype = SOCK_DGRAM };
	const char *ms = "1000";
	int i = 1, error = 0;
	ssize_t got = -1;
	char *reply;

	while (i < argc && argv[i][0] == '-') {
		if (strcmp(argv[i], "-w") || i + 1 == argc)
			break;
		ms = argv[i + 1];
		i += 2;
	}
	if (argc - i != 3 || argv[i][0] == '-' ||
		!in_range(ms, 1000000) ||
		!in_range(argv[i + 2], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	if ((error = getaddrinfo(argv[i], argv[i + 2], &hints, &all)))
		die(argv[i],
			error == EAI_SYSTEM ? strerror(errno)
					    : gai_strerror(error));
	int timer = timerfd_create(
		CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (timer == -1)
		die("timerfd_create", strerror(errno));
	if (!(reply = malloc(65536)))
		die("malloc", strerror(errno));
	for (one = all; one && got < 0; one = one->ai_next) {
		int fd = socket(
			one->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		if (fd == -1) {
			error = errno;
			continue;
		}
		if (connect(fd, one->ai_addr, one->ai_addrlen) == -1)
			error = errno;
		else
			error = converse(fd, timer, argv[i + 1],
				atol(ms), reply, &got);
		close(fd);
	}
	freeaddrinfo(all);
	close(timer);
	if (got >= 0) {
		printf("Received: %s\n", reply);
		if (ferror(stdout) || fflush(stdout))
			die("stdout", strerror(errno));
	}
	free(reply);
	if (got < 0)
		die(argv[i], strerror(error));
	return 0;
}
