/*
 * cause: puts a second and more into tv_usec
 * shows: 1,000,000 and more are no valid tv_usec: there is no limit
 *   then.
 * fails: a_second_without_w
 *
 * cause: begins to wait anew after each interruption
 * shows: After EINTR recv waits the whole time again.
 * fails: an_interruption_is_no_end
 *
 * cause: prints its whole array, whatever came
 * shows: All of the array is written.
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   empty_reply any_byte_in_reply one_reply_only
 *
 * cause: looks for the range of a port after it is in 16 bits
 * shows: htons is given what atoi made of 65543.
 * fails: ports_out_of_range
 */
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

typedef enum { OK, TIMEOUT, ERROR } Result;

static char rcvbuf[65536];
static char errtext[256];

static Result fail(const char *call)
{
	snprintf(errtext, sizeof errtext, "%s: %s", call,
		strerror(errno));
	return ERROR;
}

static int allDigits(const char *p)
{
	if (!*p)
		return 0;
	while (*p)
		if (!strchr("0123456789", *p++))
			return 0;
	return 1;
}

static Result oneTry(int fd, const char *word, unsigned ms)
{
	struct timeval tv;
	ssize_t n;

	tv.tv_sec = 0;
	tv.tv_usec = ms * 1000;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);

	do {
		n = send(fd, word, strlen(word), 0);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail("send");
	do {
		n = recv(fd, rcvbuf, sizeof rcvbuf, 0);
	} while (n < 0 && errno == EINTR);
	if (n >= 0)
		return OK;
	if (errno == EAGAIN || errno == EWOULDBLOCK) {
		strcpy(errtext, "timed out");
		return TIMEOUT;
	}
	return fail("recv");
}

static Result tryAddress(
	struct addrinfo *ai, const char *word, unsigned ms)
{
	Result r = TIMEOUT;
	int i, fd;

	fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	if (fd < 0)
		return fail("socket");
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) < 0) {
		r = fail("connect");
		close(fd);
		return r;
	}
	for (i = 0; i < 4 && r == TIMEOUT; i++) {
		r = oneTry(fd, word, ms);
		ms <<= 1;
	}
	close(fd);
	return r;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *ai;
	char service[8];
	uint16_t port;
	unsigned long ms = 1000;
	int opt, rc;
	Result r = ERROR;

	while ((opt = getopt(argc, argv, "+w:")) != -1) {
		if (opt == 'w' && allDigits(optarg)) {
			ms = strtoul(optarg, NULL, 10);
			if (ms >= 1 && ms <= 1000000)
				continue;
		}
		goto usage;
	}
	if (argc - optind != 3 || !allDigits(argv[optind + 2]))
		goto usage;
	port = atoi(argv[optind + 2]);
	if (port == 0)
		goto usage;
	snprintf(service, sizeof service, "%d", port);

	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	rc = getaddrinfo(argv[optind], service, &hints, &list);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", argv[optind],
			gai_strerror(rc));
		return 1;
	}
	for (ai = list; ai != NULL && r != OK; ai = ai->ai_next)
		r = tryAddress(ai, argv[optind + 1], (unsigned)ms);
	freeaddrinfo(list);
	if (r != OK) {
		fprintf(stderr, "%s: %s\n", argv[optind], errtext);
		return 1;
	}
	printf("Received: ");
	fwrite(rcvbuf, 1, sizeof rcvbuf, stdout);
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;

usage:
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		argv[0]);
	return 1;
}
