/*
 * misconception: expects its server on its own machine, whatever it
 *   is told
 * fails: datagram_arrives ipv6_address after_a_refusal
 *   address_in_silence after_no_route unknown_name either_family
 * shows: The server argument is never looked at: it always asks
 *   127.0.0.1.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char reply[65536];

static long parse(const char *s, long max)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *s < '0' || *s > '9' || *end || n > max ? 0 : n;
}

static long long now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		err(1, "clock");
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* A socket that talks to that port only. */
static int dial(const char *server, long port)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((in_port_t)port) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd == -1)
		err(1, "socket");
	if (connect(fd, (struct sockaddr *)&name, sizeof name) == -1)
		err(1, "%s port %ld", server, port);
	return fd;
}

static ssize_t listen_until(int fd, long long end)
{
	struct pollfd p = { fd, POLLIN, 0 };

	for (;;) {
		long long left = end - now();
		if (left <= 0)
			return -1;
		int n = poll(&p, 1, (int)((left + 999999) / 1000000));
		if (n == -1 && errno != EINTR)
			err(1, "poll");
		if (n < 1)
			continue;
		ssize_t got =
			recv(fd, reply, sizeof reply, MSG_DONTWAIT);
		if (got >= 0)
			return got;
		if (errno != EAGAIN && errno != EINTR)
			err(1, "recv");
	}
}

int main(int argc, char *argv[])
{
	long ms = 1000, port;
	ssize_t n = -1;
	int shift = 0;

	if (argc > 2 && strcmp(argv[1], "-w") == 0) {
		ms = parse(argv[2], 1000000);
		shift = 2;
	}
	if (argc != shift + 4 || ms < 1 || argv[shift + 1][0] == '-' ||
		(port = parse(argv[shift + 3], 65535)) < 1) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	argv += shift;
	int fd = dial(argv[1], port);
	for (int i = 0; i < 4 && n == -1; i++) {
		while (send(fd, argv[2], strlen(argv[2]), 0) == -1)
			if (errno != EINTR)
				err(1, "send");
		n = listen_until(fd, now() + 1000000LL * (ms << i));
	}
	close(fd);
	if (n == -1)
		errx(1, "no reply from %s port %s", argv[1], argv[3]);
	fputs("Received: ", stdout);
	fwrite(reply, 1, (size_t)n, stdout);
	putchar('\n');
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
