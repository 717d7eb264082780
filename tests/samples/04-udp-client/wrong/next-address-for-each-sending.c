/*
 * misconception: takes the next address for each sending
 * fails: address_in_silence
 * shows: The second sending goes to the second address, as if the
 *   first had had its time.
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

#define ROUNDS 4
#define MAX 100

struct peer {
	int fd;
};

static char in[65536];

static int num(const char *s, int max)
{
	char *e;
	long n = strtol(s, &e, 10);

	if (*s < '0' || *s > '9' || *e != 0 || n < 1 || n > max) {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> "
			"<word> <port>\n");
		exit(1);
	}
	return (int)n;
}

static long long nanotime(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1000000000LL * t.tv_sec + t.tv_nsec;
}

/* all peers are listened to; a refused one is closed */
static ssize_t collect(struct peer *peer, int n, int cur, long long end)
{
	struct pollfd p[MAX];
	long long left;

	while (peer[cur].fd != -1 && (left = end - nanotime()) > 0) {
		for (int i = 0; i < n; i++)
			p[i] = (struct pollfd){ peer[i].fd, POLLIN, 0 };
		if (poll(p, n, left / 1000000 + 1) < 1)
			continue;
		for (int i = 0; i < n; i++) {
			if (p[i].fd == -1 || p[i].revents == 0)
				continue;
			ssize_t r = recv(
				p[i].fd, in, sizeof in, MSG_DONTWAIT);
			if (r >= 0)
				return r;
			if (errno == EAGAIN || errno == EINTR)
				continue;
			close(peer[i].fd);
			peer[i].fd = -1;
		}
	}
	return -1;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list,
			*a;
	struct peer peer[MAX];
	int n = 0, c, ms = 1000, why = ETIMEDOUT, failed;
	ssize_t r = -1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+w:")) != -1)
		ms = num(c == 'w' ? optarg : "", 1000000);
	argc -= optind;
	argv += optind;
	num(argc == 3 ? argv[2] : "", 65535);
	c = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (c)
		errx(1, "%s: %s", argv[0], gai_strerror(c));
	for (a = list; a && n < MAX; a = a->ai_next) {
		peer[n].fd = socket(a->ai_family, SOCK_DGRAM, 0);
		if (peer[n].fd == -1)
			err(1, "socket");
		if (connect(peer[n].fd, a->ai_addr, a->ai_addrlen) == 0)
			n++;
		else {
			why = errno;
			close(peer[n].fd);
		}
	}
	freeaddrinfo(list);
	for (int i = 0, cur = 0, bad = 0; i < ROUNDS && bad < n;) {
		if (peer[cur].fd == -1) {
			cur = (cur + 1) % n;
			bad++;
			continue;
		}
		while (send(peer[cur].fd, argv[1], strlen(argv[1]),
			       0) == -1) {
			if (errno == EINTR)
				continue;
			failed = errno;
			close(peer[cur].fd);
			peer[cur].fd = -1;
			break;
		}
		if (peer[cur].fd == -1) {
			why = failed;
			continue;
		}
		r = collect(peer, n, cur,
			nanotime() + 1000000LL * (ms << i));
		if (r >= 0)
			break;
		if (peer[cur].fd == -1)
			why = ECONNREFUSED;
		else {
			why = ETIMEDOUT;
			bad = 0;
			i++;
		}
		cur = (cur + 1) % n;
	}
	while (n-- > 0)
		if (peer[n].fd != -1)
			close(peer[n].fd);
	if (r == -1)
		errx(1, "%s: %s", argv[0], strerror(why));
	printf("Received: ");
	fwrite(in, 1, r, stdout);
	printf("\n");
	if (fflush(stdout))
		err(1, "stdout");
	return 0;
}
