/*
 * misconception: counts its time in whole seconds
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   empty_reply any_byte_in_reply one_reply_only silent_success
 *   full_disk short_write again_without_reply again_never_early
 *   all_over_after_15_times answer_to_first_sending
 *   answer_to_last_sending interrupted_calls a_stranger_at_a_time
 *   other_port other_address stranger_just_before name_by_dns
 *   name_in_hosts_file ipv6_address after_a_refusal either_family
 *   address_in_silence after_no_route nothing_leaks
 *   an_interruption_is_no_end
 * shows: A time below 1,000 becomes no time at all.
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

static void set_timer(int timer, struct timespec start, time_t s)
{
	struct itimerspec at = { .it_value = start };

	at.it_value.tv_sec += s;
	if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL) == -1)
		die("timerfd_settime", strerror(errno));
}

static int is_over(struct timespec start, time_t s)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	now.tv_sec -= start.tv_sec;
	return now.tv_sec > s ||
		(now.tv_sec == s && now.tv_nsec >= start.tv_nsec);
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
static int converse(int fd, int timer, const char *word, time_t s,
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
	set_timer(timer, start, s);
	for (;;) {
		if (is_over(start, ((1 << sent) - 1) * s)) {
			if (sent == 4)
				return ETIMEDOUT;
			if ((error = resend(fd, word)) != 0)
				return error;
			sent++;
			set_timer(timer, start, ((1 << sent) - 1) * s);
			continue;
		}
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
			read(timer, &ticks, sizeof ticks) == -1 &&
			errno != EAGAIN)
			return errno;
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
				atol(ms) / 1000, reply, &got);
		close(fd);
	}
	freeaddrinfo(all);
	close(timer);
	if (got >= 0) {
		fputs("Received: ", stdout);
		fwrite(reply, 1, (size_t)got, stdout);
		putchar('\n');
		if (fflush(stdout))
			die("stdout", strerror(errno));
	}
	free(reply);
	if (got < 0)
		die(argv[i], strerror(error));
	return 0;
}
