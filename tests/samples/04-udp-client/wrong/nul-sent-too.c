/*
 * misconception: takes the NUL at the end for a part of the word
 * fails: whole_word empty_word any_byte_value long_word
 *   reply_is_printed reply_of_other_length largest_reply empty_reply
 *   any_byte_in_reply one_reply_only silent_success full_disk
 *   short_write again_without_reply all_sendings_are_four
 *   answer_to_first_sending answer_to_last_sending interrupted_calls
 *   longest_waits other_port other_address stranger_just_before
 *   refusal_later name_by_dns name_in_hosts_file ipv6_address
 *   after_a_refusal nothing_leaks either_family
 * shows: Each datagram has a zero byte behind the word.
 */
#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "Received: "
#define PREFIX_SIZE (sizeof(PREFIX) - 1)

/* room for the whole line */
static char line[PREFIX_SIZE + 65535 + 1];
static int last_error;

static void complain(const char *format, ...)
{
	va_list args;

	fputs("udpclient: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

static int parse_number(const char *s, int max)
{
	int i, n = 0;

	for (i = 0; s[i] >= '0' && s[i] <= '9' && i < 7; i++)
		n = 10 * n + (s[i] - '0');
	if (i == 0 || s[i] != '\0' || n > max)
		return 0;
	return n;
}

static void timespec_add_ms(struct timespec *t, int ms)
{
	t->tv_sec += ms / 1000;
	t->tv_nsec += (ms % 1000) * 1000000L;
	if (t->tv_nsec >= 1000000000L) {
		t->tv_nsec -= 1000000000L;
		t->tv_sec++;
	}
}

/* how long from now to t; 0 if it is over */
static int until(const struct timespec *t, struct timeval *rest)
{
	struct timespec now;
	long long ns;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ns = (t->tv_sec - now.tv_sec) * 1000000000LL +
		(t->tv_nsec - now.tv_nsec);
	if (ns <= 0)
		return 0;
	rest->tv_sec = ns / 1000000000LL;
	rest->tv_usec = ns % 1000000000LL / 1000;
	if (rest->tv_sec == 0 && rest->tv_usec == 0)
		rest->tv_usec = 1;
	return 1;
}

/* >= 0: length, -1: failure in last_error, -2: nothing in time */
static ssize_t await(int s, int ms)
{
	struct timespec end;
	struct timeval rest;

	clock_gettime(CLOCK_MONOTONIC, &end);
	timespec_add_ms(&end, ms);
	while (until(&end, &rest)) {
		fd_set set;
		ssize_t n;

		FD_ZERO(&set);
		FD_SET(s, &set);
		n = select(s + 1, &set, NULL, NULL, &rest);
		if (n == 0 || (n < 0 && errno == EINTR))
			continue;
		if (n > 0)
			n = recv(s, line + PREFIX_SIZE, 65535,
				MSG_DONTWAIT);
		if (n >= 0)
			return n;
		if (errno != EAGAIN && errno != EINTR) {
			last_error = errno;
			return -1;
		}
	}
	return -2;
}

static ssize_t one_address(struct addrinfo *a, char *word, int ms)
{
	int s, tries;
	ssize_t n = -1;

	if ((s = socket(a->ai_family, SOCK_DGRAM, IPPROTO_UDP)) < 0 ||
		connect(s, a->ai_addr, a->ai_addrlen) < 0) {
		last_error = errno;
		if (s >= 0)
			close(s);
		return -1;
	}
	for (tries = 0; tries < 4; tries++) {
		do
			n = send(s, word, strlen(word) + 1, 0);
		while (n < 0 && errno == EINTR);
		if (n < 0) {
			last_error = errno;
			break;
		}
		n = await(s, ms << tries);
		if (n != -2)
			break;
		last_error = ETIMEDOUT;
	}
	close(s);
	return n;
}

static int write_all(const char *p, size_t size)
{
	while (size > 0) {
		ssize_t n = write(STDOUT_FILENO, p, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		p += n;
		size -= (size_t)n;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *a;
	int ms = 1000, code;
	char **arg = argv + 1;
	ssize_t n = -1;

	if (arg[0] && !strcmp(arg[0], "-w")) {
		ms = arg[1] ? parse_number(arg[1], 1000000) : 0;
		arg += arg[1] ? 2 : 1;
	}
	if (ms == 0 || argc - (arg - argv) != 3 || arg[0][0] == '-' ||
		parse_number(arg[2], 65535) == 0) {
		fprintf(stderr, "USAGE: %s [-w <ms>] %s\n", argv[0],
			"<server> <word> <port>");
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	if ((code = getaddrinfo(arg[0], arg[2], &hints, &list)) != 0) {
		complain("%s: %s", arg[0], gai_strerror(code));
		exit(1);
	}
	for (a = list; a != NULL && n < 0; a = a->ai_next)
		n = one_address(a, arg[1], ms);
	freeaddrinfo(list);
	if (n < 0) {
		complain("%s: %s", arg[0], strerror(last_error));
		exit(1);
	}
	memcpy(line, PREFIX, PREFIX_SIZE);
	line[PREFIX_SIZE + (size_t)n] = '\n';
	if (write_all(line, PREFIX_SIZE + (size_t)n + 1) < 0) {
		complain("stdout: %s", strerror(errno));
		exit(1);
	}
	exit(0);
}
