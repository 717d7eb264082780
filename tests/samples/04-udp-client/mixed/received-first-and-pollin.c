/*
 * cause: prints "Received: " before there is a reply
 * shows: It stands on stdout when nothing comes, too.
 * fails: too_long_word no_socket all_sendings_are_four
 *   a_stranger_instead refusal after_no_route all_refuse
 *
 * cause: looks for POLLIN only
 * shows: POLLERR is no POLLIN: it turns in a circle until the time
 *   is over.
 * fails: refusal refusal_later after_a_refusal either_family
 *
 * cause: ends what it sends with a newline, as on a terminal
 * shows: The word is sent with a newline.
 * fails: whole_word empty_word any_byte_value long_word
 *   all_sendings_are_four reply_is_printed reply_of_other_length
 *   largest_reply empty_reply any_byte_in_reply one_reply_only
 *   silent_success full_disk short_write again_without_reply
 *   answer_to_first_sending answer_to_last_sending interrupted_calls
 *   longest_waits other_port other_address stranger_just_before
 *   refusal_later name_by_dns name_in_hosts_file ipv6_address
 *   after_a_refusal either_family nothing_leaks
 *
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: The port is what atoi makes of it.
 * fails: bad_ports
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFSIZE (64 * 1024)

static char msg[200000];
static char in[BUFSIZE];

static void fatal(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	exit(1);
}

static long long nsec(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

/* 1 received, 0 timeout, -1 error */
static int get(int fd, long long until, int *len)
{
	struct pollfd pfd;

	pfd.fd = fd;
	pfd.events = POLLIN;
	for (;;) {
		long long left = until - nsec();

		if (left <= 0)
			return 0;
		if (poll(&pfd, 1, (int)((left + 999999) / 1000000)) ==
			-1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (pfd.revents & POLLIN) {
			*len = recv(fd, in, sizeof in, 0);
			if (*len >= 0)
				return 1;
			if (errno != EINTR)
				return -1;
		}
	}
}

static int transact(struct addrinfo *ai, int msglen, int ms, int *len)
{
	int fd, i, r = -1;

	fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	if (fd == -1)
		fatal("socket: %s", strerror(errno));
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0) {
		for (i = 0, r = 0; i < 4 && r == 0; i++) {
			while (send(fd, msg, msglen, 0) == -1) {
				if (errno == EINTR)
					continue;
				r = -1;
				break;
			}
			if (r == 0)
				r = get(fd, nsec() + ms * 1000000LL,
					len);
			ms += ms;
		}
		if (r == 0)
			errno = ETIMEDOUT;
	}
	i = errno;
	close(fd);
	errno = i;
	return r;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *res, *ai;
	int ms = 1000, c, port, len = 0, r = -1;
	char serv[16], *end;

	opterr = 0;
	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c != 'w')
			goto usage;
		ms = strtol(optarg, &end, 10);
		if (!strchr("0123456789", optarg[0]) || *end ||
			ms < 1 || ms > 1000000 || strlen(optarg) > 7 ||
			!optarg[0])
			goto usage;
	}
	argc -= optind;
	argv += optind;
	if (argc != 3)
		goto usage;
	port = atoi(argv[2]);
	if (port <= 0 || port > 65535)
		goto usage;
	snprintf(serv, sizeof serv, "%d", port);
	snprintf(msg, sizeof msg, "%s\n", argv[1]);

	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	c = getaddrinfo(argv[0], serv, &hints, &res);
	if (c)
		fatal("%s: %s", argv[0], gai_strerror(c));
	printf("Received: ");
	for (ai = res; ai && r != 1; ai = ai->ai_next)
		r = transact(ai, strlen(msg), ms, &len);
	c = errno;
	freeaddrinfo(res);
	if (r != 1)
		fatal("%s: %s", argv[0], strerror(c));
	fwrite(in, 1, len, stdout);
	putchar('\n');
	if (fflush(stdout))
		fatal("stdout: %s", strerror(errno));
	return 0;
usage:
	fatal("USAGE: udpclient [-w <ms>] <server> <word> <port>");
	return 1;
}
