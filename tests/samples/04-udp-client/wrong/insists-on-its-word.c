/*
 * misconception: takes a reply that differs from the word for a
 *   failure
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   empty_reply any_byte_in_reply one_reply_only silent_success
 *   full_disk short_write again_without_reply answer_to_first_sending
 *   answer_to_last_sending interrupted_calls longest_waits other_port
 *   other_address stranger_just_before name_by_dns name_in_hosts_file
 *   ipv6_address after_a_refusal address_in_silence after_no_route
 *   nothing_leaks either_family
 * shows: "wrong reply" is all that it prints then.
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

#define SENDINGS 4
#define NSEC_PER_MSEC 1000000LL

static char reply[65536];

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long number(const char *text, long max)
{
	char *end;
	long value;

	if (*text < '0' || *text > '9')
		return -1;
	errno = 0;
	value = strtol(text, &end, 10);
	if (errno != 0 || *end != '\0' || value < 1 || value > max)
		return -1;
	return value;
}

/* Result: the length of the reply; -1: none, and errno says why. */
static ssize_t await_reply(int fd, long long deadline)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	long long left;

	while ((left = deadline - now()) > 0) {
		int msec = (int)((left + NSEC_PER_MSEC - 1) /
			NSEC_PER_MSEC);
		int ready = poll(&p, 1, msec);

		if (ready == -1 && errno != EINTR)
			return -1;
		if (ready < 1)
			continue;
		ssize_t n = recv(fd, reply, sizeof reply, MSG_DONTWAIT);
		if (n >= 0)
			return n;
		if (errno != EAGAIN && errno != EINTR)
			return -1;
	}
	errno = ETIMEDOUT;
	return -1;
}

static ssize_t ask(int fd, const char *word, long wait)
{
	ssize_t n = -1;

	for (int i = 0; i < SENDINGS; i++, wait *= 2) {
		while (send(fd, word, strlen(word), 0) == -1)
			if (errno != EINTR)
				return -1;
		n = await_reply(fd, now() + wait * NSEC_PER_MSEC);
		if (n >= 0 || errno != ETIMEDOUT)
			break;
	}
	return n;
}

static ssize_t ask_address(
	const struct addrinfo *a, const char *word, long wait)
{
	ssize_t n = -1;
	int fd = socket(a->ai_family, a->ai_socktype, 0);

	if (fd == -1)
		return -1;
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		n = ask(fd, word, wait);
	int reason = errno;
	close(fd);
	errno = reason;
	return n;
}

static void usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	exit(1);
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, *a;
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM,
		.ai_flags = AI_NUMERICSERV };
	long wait = 1000;
	ssize_t n = -1;
	int option;

	while ((option = getopt(argc, argv, "+:w:")) != -1)
		if (option != 'w' ||
			(wait = number(optarg, 1000000)) == -1)
			usage();
	argv += optind;
	if (argc - optind != 3 || number(argv[2], 65535) == -1)
		usage();
	int code = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[0],
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
	for (a = list; a != NULL && n == -1; a = a->ai_next)
		n = ask_address(a, argv[1], wait);
	int reason = errno;
	freeaddrinfo(list);
	errno = reason;
	if (n == -1)
		err(1, "no reply from %s port %s", argv[0], argv[2]);
	if ((size_t)n != strlen(argv[1]) ||
		memcmp(reply, argv[1], (size_t)n) != 0)
		errx(1, "wrong reply");
	fputs("Received: ", stdout);
	fwrite(reply, 1, (size_t)n, stdout);
	putchar('\n');
	if (fflush(stdout) == EOF || ferror(stdout))
		err(1, "stdout");
	return 0;
}
