/*
 * misconception: sends each time from a new socket
 * fails: answer_to_first_sending
 * shows: A late reply comes to a port that is closed already.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NANO 1000000000LL

struct answer {
	unsigned char data[65536];
	size_t size;
};

static long long monotonic(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NANO + ts.tv_nsec;
}

static bool parse_number(const char *text, long limit, long *number)
{
	size_t len = strlen(text);

	if (len == 0 || len > 7 || strspn(text, "0123456789") < len)
		return false;
	*number = strtol(text, NULL, 10);
	return *number > 0 && *number <= limit;
}

static int usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	return EXIT_FAILURE;
}

static int await_answer(int fd, long long wait, struct answer *answer)
{
	long long end = monotonic() + wait;
	struct pollfd pfd = { .fd = fd, .events = POLLIN };

	for (;;) {
		long long rest = end - monotonic();
		if (rest <= 0)
			return ETIMEDOUT;
		struct timespec ts = { rest / NANO, rest % NANO };
		int count = ppoll(&pfd, 1, &ts, NULL);
		if (count < 0 && errno != EINTR)
			return errno;
		if (count <= 0)
			continue;
		ssize_t n = recv(fd, answer->data, sizeof answer->data,
			MSG_DONTWAIT);
		if (n >= 0) {
			answer->size = (size_t)n;
			return 0;
		}
		if (errno != EINTR && errno != EAGAIN)
			return errno;
	}
}

/* One sending and its wait, from opening the socket to closing it. */
static int attempt(const struct addrinfo *ai, const char *word,
	long long wait, struct answer *answer)
{
	int result;
	int fd = socket(ai->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return errno;
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) < 0) {
		result = errno;
		close(fd);
		return result;
	}
	do {
		result =
			send(fd, word, strlen(word), 0) < 0 ? errno : 0;
	} while (result == EINTR);
	if (result == 0)
		result = await_answer(fd, wait, answer);
	close(fd);
	return result;
}

static int ask(const struct addrinfo *ai, const char *word, long ms,
	struct answer *answer)
{
	int result = ETIMEDOUT;
	long long wait = ms * (NANO / 1000);

	for (int i = 0; i < 4 && result == ETIMEDOUT; i++) {
		result = attempt(ai, word, wait, answer);
		wait *= 2;
	}
	return result;
}

int main(int argc, char *argv[])
{
	static struct answer answer;
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	long ms = 1000, port;
	int opt, result = 0;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1)
		if (opt != 'w' || !parse_number(optarg, 1000000, &ms))
			return usage();
	if (argc - optind != 3 ||
		!parse_number(argv[optind + 2], 65535, &port))
		return usage();
	argv += optind;
	result = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (result != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			gai_strerror(result));
		return EXIT_FAILURE;
	}
	for (struct addrinfo *ai = list; ai; ai = ai->ai_next) {
		result = ask(ai, argv[1], ms, &answer);
		if (result == 0)
			break;
	}
	freeaddrinfo(list);
	if (result != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			strerror(result));
		return EXIT_FAILURE;
	}
	fputs("Received: ", stdout);
	fwrite(answer.data, answer.size, 1, stdout);
	fputc('\n', stdout);
	if (fflush(stdout) != 0) {
		perror("udpclient: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
