/*
 * misconception: takes one socket for addresses of every family
 * fails: either_family
 * shows: The socket is made for the first address; one of the other
 *   family is "Address family not supported".
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int sock = -1;
static char data[65536];
static struct timespec begin;

static void stop(const char *a, const char *b)
{
	fprintf(stderr, "udpclient: %s: %s\n", a, b);
	exit(1);
}

static void start_clock(void)
{
	clock_gettime(CLOCK_MONOTONIC, &begin);
}

static long long clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (t.tv_sec - begin.tv_sec) * 1000000LL +
		(t.tv_nsec - begin.tv_nsec) / 1000;
}

static int check_number(const char *s, int max)
{
	unsigned char c;
	int n = 0, digits = 0;

	while ((c = *s++) != 0) {
		if (c < '0' || c > '9' || ++digits > 7)
			return 0;
		n = n * 10 + c - '0';
	}
	return n <= max ? n : 0;
}

static int wait_reply(long long until)
{
	struct pollfd p;
	long long left;
	int n;

	p.fd = sock;
	p.events = POLLIN;
	while ((left = until - clock_us()) >= 0) {
		n = poll(&p, 1, (int)(left / 1000) + 1);
		if (n == -1 && errno != EINTR)
			return -1;
		if (n != 1)
			continue;
		n = recv(sock, data, sizeof(data), MSG_DONTWAIT);
		if (n >= 0)
			return n;
		if (errno != EINTR && errno != EAGAIN)
			return -1;
	}
	errno = ETIMEDOUT;
	return -1;
}

static int ask(struct addrinfo *ai, const char *word, int ms)
{
	int i, n;

	if (connect(sock, ai->ai_addr, ai->ai_addrlen) == -1)
		return -1;
	for (i = 0; i < 4; i++) {
		do {
			n = send(sock, word, strlen(word), 0);
		} while (n == -1 && errno == EINTR);
		if (n == -1)
			return -1;
		if (i == 0)
			start_clock();
		n = wait_reply(((1LL << (i + 1)) - 1) * ms * 1000);
		if (n >= 0 || errno != ETIMEDOUT)
			break;
	}
	return n;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *ai0, *ai;
	int n = -1, e, ms = 1000, bad = 0;
	char *self = argv[0];

	if (argc > 2 && strcmp(argv[1], "-w") == 0) {
		ms = check_number(argv[2], 1000000);
		argv[2] = self;
		argv += 2;
		argc -= 2;
	}
	if (argc != 4 || ms == 0 || argv[1][0] == '-' ||
		check_number(argv[3], 65535) == 0)
		bad = 1;
	if (bad) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			self);
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	if ((e = getaddrinfo(argv[1], argv[3], &hints, &ai0)) != 0)
		stop(argv[1], gai_strerror(e));
	sock = socket(ai0->ai_family, SOCK_DGRAM, 0);
	if (sock == -1)
		stop("socket", strerror(errno));
	for (ai = ai0; ai != NULL && n < 0; ai = ai->ai_next)
		n = ask(ai, argv[2], ms);
	e = errno;
	freeaddrinfo(ai0);
	close(sock);
	if (n < 0)
		stop(argv[1], strerror(e));
	printf("Received: ");
	fwrite(data, 1, n, stdout);
	putchar('\n');
	if (fflush(stdout) == EOF)
		stop("stdout", strerror(errno));
	exit(0);
}
