/*
 * misconception: looks for the reply only when its time is over
 * fails: longest_waits refusal refusal_later after_a_refusal
 *   either_family
 * shows: It sleeps all the time, even when the reply has come long
 *   before.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buffer[65536];

static int in_range(const char *s, int max)
{
	int n = 0;
	const char *p;

	for (p = s; *p >= '0' && *p <= '9'; p++) {
		n = n * 10 + (*p - '0');
		if (n > max)
			return 0;
	}
	return p > s && *p == 0 && n >= 1;
}

static void pause_for(int ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000L;
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec += 1;
		t.tv_nsec -= 1000000000L;
	}
	while (clock_nanosleep(
		       CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0)
		continue;
}

static int udp_socket(struct addrinfo *p)
{
	int fd = socket(p->ai_family, p->ai_socktype, p->ai_protocol);

	if (fd >= 0 && connect(fd, p->ai_addr, p->ai_addrlen) < 0) {
		int e = errno;
		close(fd);
		errno = e;
		fd = -1;
	}
	return fd;
}

static long try(int fd, const char *word, int ms)
{
	long n = -1;
	int i;

	for (i = 1; i <= 4; i++) {
		do
			n = send(fd, word, strlen(word), 0);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			break;
		pause_for(ms);
		n = recv(fd, buffer, sizeof buffer, MSG_DONTWAIT);
		if (n >= 0 || errno != EAGAIN)
			break;
		ms = ms * 2;
	}
	return n;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *servinfo, *p;
	int rv, fd, ms = 1000, at = 1, reason = 0;
	long n = -1;

	if (argc > 2 && strcmp(argv[1], "-w") == 0)
		at = 3;
	if (argc != at + 3 || argv[at][0] == '-' ||
		(at == 3 && !in_range(argv[2], 1000000)) ||
		!in_range(argv[at + 2], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	if (at == 3)
		ms = atoi(argv[2]);
	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	rv = getaddrinfo(argv[at], argv[at + 2], &hints, &servinfo);
	if (rv != 0) {
		fprintf(stderr, "getaddrinfo: %s: %s\n", argv[at],
			gai_strerror(rv));
		return 1;
	}
	for (p = servinfo; p != NULL && n < 0; p = p->ai_next) {
		fd = udp_socket(p);
		if (fd >= 0)
			n = try(fd, argv[at + 1], ms);
		reason = errno;
		if (fd >= 0)
			close(fd);
	}
	freeaddrinfo(servinfo);
	if (n < 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[at],
			reason == EAGAIN ? "no reply"
					 : strerror(reason));
		return 1;
	}
	printf("Received: ");
	fwrite(buffer, 1, (size_t)n, stdout);
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;
}
