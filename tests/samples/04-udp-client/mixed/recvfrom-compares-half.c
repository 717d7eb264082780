/*
 * cause: compares the address of a reply and not its port
 * shows: sin_addr is compared, and nothing else.
 * fails: other_port a_stranger_at_a_time a_stranger_instead
 *   stranger_just_before
 *
 * cause: expects a refusal on a socket that is not connected
 * shows: Nobody tells it of ICMP.
 * fails: refusal refusal_later after_a_refusal either_family
 *
 * cause: takes IPv4 for all there is
 * shows: Only IPv4 addresses are looked for.
 * fails: ipv6_address either_family
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_MS 1000000
#define MAX_PORT 65535

static unsigned char reply[65536];

static int usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	return EXIT_FAILURE;
}

static long parse(const char *text, long max)
{
	long value = 0;
	const char *p;

	for (p = text; *p >= '0' && *p <= '9' && value <= max; ++p)
		value = value * 10 + (*p - '0');
	if (p == text || *p != '\0' || value > max)
		return 0;
	return value;
}

static long ms_since(const struct timespec *t)
{
	struct timespec n;

	clock_gettime(CLOCK_MONOTONIC, &n);
	return (n.tv_sec - t->tv_sec) * 1000 +
		(n.tv_nsec - t->tv_nsec) / 1000000;
}

static ssize_t wait_for(
	int s, const struct sockaddr_in *server, long ms)
{
	struct pollfd p = { .fd = s, .events = POLLIN };
	struct sockaddr_in from;
	struct timespec begin;
	socklen_t len;
	ssize_t n;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	while (ms_since(&begin) <= ms) {
		int r = poll(&p, 1, (int)(ms - ms_since(&begin)) + 1);

		if (r < 0 && errno != EINTR)
			return -1;
		if (r <= 0)
			continue;
		len = sizeof from;
		n = recvfrom(s, reply, sizeof reply, 0,
			(struct sockaddr *)&from, &len);
		if (n < 0)
			continue;
		if (from.sin_addr.s_addr == server->sin_addr.s_addr)
			return n;
		/* not from the server: forget it */
	}
	errno = ETIMEDOUT;
	return -1;
}

static ssize_t query(
	const struct sockaddr_in *server, const char *word, long ms)
{
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	int i, e;
	ssize_t n = -1;

	if (s < 0)
		return -1;
	for (i = 0; i < 4; ++i, ms *= 2) {
		do
			n = sendto(s, word, strlen(word), 0,
				(const struct sockaddr *)server,
				sizeof *server);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			break;
		n = wait_for(s, server, ms);
		if (n >= 0 || errno != ETIMEDOUT)
			break;
	}
	e = errno;
	close(s);
	errno = e;
	return n;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_DGRAM };
	struct addrinfo *list, *i;
	long ms = 1000;
	ssize_t n = -1;
	int r, e = 0;

	while (argc > 2 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") ||
			!(ms = parse(argv[2], MAX_MS)))
			return usage();
		argv += 2;
		argc -= 2;
	}
	if (argc != 4 || !parse(argv[3], MAX_PORT))
		return usage();
	r = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (r != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[1],
			gai_strerror(r));
		return EXIT_FAILURE;
	}
	for (i = list; i != NULL && n < 0; i = i->ai_next) {
		n = query(
			(struct sockaddr_in *)i->ai_addr, argv[2], ms);
		e = errno;
	}
	freeaddrinfo(list);
	if (n < 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[1],
			strerror(e));
		return EXIT_FAILURE;
	}
	printf("Received: ");
	fwrite(reply, 1, n, stdout);
	printf("\n");
	if (ferror(stdout) || fflush(stdout)) {
		perror("udpclient: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
