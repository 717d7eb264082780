/*
 * misconception: takes a stream for the way to any server
 * fails: datagram_arrives port_in_network_order whole_word
 *   empty_word any_byte_value long_word reply_is_printed
 *   reply_of_other_length largest_reply empty_reply any_byte_in_reply
 *   one_reply_only silent_success full_disk short_write
 *   a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   answer_to_first_sending answer_to_last_sending
 *   an_interruption_is_no_end interrupted_calls all_quiet_meanwhile
 *   longest_waits a_stranger_at_a_time a_stranger_instead other_port
 *   other_address stranger_just_before refusal refusal_later
 *   name_by_dns name_in_hosts_file ipv6_address after_a_refusal
 *   address_in_silence after_no_route all_refuse nothing_leaks
 *   either_family
 * shows: It connects over TCP, and the server that waits for
 *   datagrams never hears of it.
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

static char answer[65536];

static long long milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int isNumber(const char *s, long max)
{
	const char *p = s;
	while (*p >= '0' && *p <= '9')
		p++;
	return p != s && *p == 0 && p - s < 8 && atol(s) >= 1 &&
		atol(s) <= max;
}

static ssize_t waitForAnswer(int sock, long ms)
{
	long long end = milliseconds() + ms + 1, left;
	struct pollfd pfd = { .fd = sock, .events = POLLIN };
	while ((left = end - milliseconds()) > 0) {
		if (poll(&pfd, 1, (int)left) != 1)
			continue;
		ssize_t n = recv(sock, answer, sizeof answer, 0);
		if (n >= 0 || errno != EINTR)
			return n;
	}
	errno = ETIMEDOUT;
	return -1;
}

static ssize_t askServer(struct addrinfo *ai, const char *word, long ms)
{
	ssize_t n = -1;
	int i, sock;
	sock = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	if (sock == -1)
		return -1;
	if (connect(sock, ai->ai_addr, ai->ai_addrlen) == -1) {
		close(sock);
		errno = ECONNREFUSED;
		return -1;
	}
	for (i = 0; i < 4; i++) {
		if (send(sock, word, strlen(word), MSG_NOSIGNAL) == -1)
			break;
		n = waitForAnswer(sock, ms << i);
		if (n >= 0 || errno != ETIMEDOUT)
			break;
	}
	i = errno;
	close(sock);
	errno = i;
	return n;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *ai;
	long ms = 1000;
	ssize_t n = -1;
	int opt, e;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1) {
		if (opt != 'w' || !isNumber(optarg, 1000000))
			goto usage;
		ms = atol(optarg);
	}
	argc -= optind;
	argv += optind;
	if (argc != 3 || !isNumber(argv[2], 65535)) {
	usage:
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> "
			"<word> <port>\n");
		return 1;
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	e = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (e)
		errx(1, "%s: %s", argv[0], gai_strerror(e));
	for (ai = list; ai && n == -1; ai = ai->ai_next)
		n = askServer(ai, argv[1], ms);
	e = errno;
	freeaddrinfo(list);
	if (n == -1)
		errx(1, "%s port %s: %s", argv[0], argv[2],
			strerror(e));
	printf("Received: ");
	fwrite(answer, 1, (size_t)n, stdout);
	printf("\n");
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
