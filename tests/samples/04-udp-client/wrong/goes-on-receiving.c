/*
 * misconception: goes on receiving when the reply is there
 * fails: one_reply_only
 * shows: What comes right behind the reply is printed, too.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct text {
	char *start;
	size_t length;
};

static int complain(const char *about, const char *reason)
{
	fprintf(stderr, "udpclient: %s: %s\n", about, reason);
	return 1;
}

static unsigned number(const char *digits, unsigned max)
{
	unsigned n = 0;

	if (*digits == '\0')
		return 0;
	while (*digits >= '0' && *digits <= '9') {
		n = 10 * n + (unsigned)(*digits++ - '0');
		if (n > max)
			return 0;
	}
	return *digits == '\0' ? n : 0;
}

/* Everything, until nothing more comes for a moment. */
static int read_all(int s, struct text *t)
{
	struct pollfd p = { s, POLLIN, 0 };
	ssize_t n;
	int any = 0;

	for (;;) {
		char *more = realloc(t->start, t->length + 65536);
		if (more == NULL)
			return -1;
		t->start = more;
		n = read(s, t->start + t->length, 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		t->length += (size_t)n;
		any = 1;
		if (poll(&p, 1, 50) == 0)
			break;
	}
	if (any)
		return 1;
	return errno == EAGAIN ? 0 : -1;
}

static long left_until(struct timespec end)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (end.tv_sec - t.tv_sec) * 1000000L +
		(end.tv_nsec - t.tv_nsec) / 1000;
}

static int wait_and_read(int s, struct text *t, unsigned ms)
{
	struct pollfd p = { s, POLLIN, 0 };
	struct timespec end;
	long us;
	int r;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += ms / 1000;
	end.tv_nsec += (long)(ms % 1000) * 1000000;
	while ((us = left_until(end)) >= 0) {
		r = poll(&p, 1, (int)(us / 1000) + 1);
		if (r < 0 && errno != EINTR)
			return -1;
		if (r <= 0)
			continue;
		r = read_all(s, t);
		if (r != 0)
			return r;
	}
	return 0;
}

static int ask(int s, const char *word, struct text *t, unsigned ms)
{
	int i, r = 0;

	for (i = 0; i < 4 && r == 0; i++) {
		while (write(s, word, strlen(word)) < 0)
			if (errno != EINTR)
				return -1;
		r = wait_and_read(s, t, ms << i);
	}
	return r;
}

static int open_socket(const struct addrinfo *a)
{
	int s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);

	if (s < 0)
		return -1;
	fcntl(s, F_SETFL, O_NONBLOCK);
	if (connect(s, a->ai_addr, a->ai_addrlen) == 0)
		return s;
	int e = errno;
	close(s);
	errno = e;
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *l, *a;
	struct text t = { 0 };
	unsigned ms = 1000;
	int first = 1, r = 0, e = 0;

	if (argc > 2 && !strcmp(argv[1], "-w")) {
		ms = number(argv[2], 1000000);
		first = 3;
	}
	if (ms == 0 || argc != first + 3 || argv[first][0] == '-' ||
		!number(argv[first + 2], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	argv += first;
	e = getaddrinfo(argv[0], argv[2], &hints, &l);
	if (e)
		return complain(argv[0], gai_strerror(e));
	for (a = l; a && r != 1; a = a->ai_next) {
		int s = open_socket(a);
		r = s < 0 ? -1 : ask(s, argv[1], &t, ms);
		e = r ? errno : ETIMEDOUT;
		if (s >= 0)
			close(s);
	}
	freeaddrinfo(l);
	if (r == 1) {
		printf("Received: ");
		fwrite(t.start, 1, t.length, stdout);
		printf("\n");
	}
	free(t.start);
	if (r != 1)
		return complain(argv[0], strerror(e));
	if (fflush(stdout))
		return complain("stdout", strerror(errno));
	return 0;
}
