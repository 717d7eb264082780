/*
 * cause: waits a second, whatever -w says
 * shows: -w is looked at and skipped.
 * fails: again_never_early again_not_late all_sendings_are_four
 *   all_over_after_15_times an_interruption_is_no_end
 *   all_quiet_meanwhile a_stranger_at_a_time a_stranger_instead
 *   refusal address_in_silence
 *
 * cause: cuts a word that does not fit into its array
 * shows: strncpy takes 255 bytes of the word.
 * fails: whole_word long_word too_long_word
 *
 * cause: takes errno for the reason why a look-up failed
 * shows: perror is asked about getaddrinfo.
 * fails: unknown_name
 *
 * cause: takes the first address for the only one
 * shows: The list is never walked.
 * fails: after_a_refusal either_family address_in_silence
 *   after_no_route
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define TIMEOUT_MS 1000
#define WORD_SIZE 256

struct context {
	int socket;
	char word[WORD_SIZE];
	unsigned char reply[65536];
	ssize_t replyLength;
};

static bool isNumber(const char *s, unsigned long max)
{
	size_t length = strlen(s);
	unsigned long n;

	if (length == 0 || length > 9)
		return false;
	if (strspn(s, "0123456789") != length)
		return false;
	n = strtoul(s, NULL, 10);
	return n >= 1 && n <= max;
}

static long long millis(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static bool sendWord(struct context *c)
{
	ssize_t n;

	do {
		n = send(c->socket, c->word, strlen(c->word), 0);
	} while (n == -1 && errno == EINTR);
	return n != -1;
}

static bool waitForReply(struct context *c, int ms)
{
	struct pollfd p = { c->socket, POLLIN, 0 };
	long long end = millis() + ms + 1;

	for (;;) {
		long long rest = end - millis();
		if (rest <= 0) {
			errno = ETIMEDOUT;
			return false;
		}
		int n = poll(&p, 1, (int)rest);
		if (n == -1 && errno != EINTR)
			return false;
		if (n == 1)
			break;
	}
	do {
		c->replyLength =
			recv(c->socket, c->reply, sizeof(c->reply), 0);
	} while (c->replyLength == -1 && errno == EINTR);
	return c->replyLength != -1;
}

static bool communicate(struct context *c)
{
	int ms = TIMEOUT_MS;

	for (int i = 0; i < 4; i++) {
		if (!sendWord(c))
			return false;
		if (waitForReply(c, ms))
			return true;
		if (errno != ETIMEDOUT)
			return false;
		ms *= 2;
	}
	return false;
}

int main(int argc, char *argv[])
{
	static struct context c;
	struct addrinfo hints, *address;
	int first = 1;

	if (argc > 2 && strcmp(argv[1], "-w") == 0 &&
		isNumber(argv[2], 1000000))
		first = 3;
	if (argc != first + 3 || argv[first][0] == '-' ||
		!isNumber(argv[first + 2], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	strncpy(c.word, argv[first + 1], WORD_SIZE - 1);

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	if (getaddrinfo(argv[first], argv[first + 2], &hints,
		    &address) != 0) {
		perror(argv[first]);
		return EXIT_FAILURE;
	}
	c.socket = socket(address->ai_family, address->ai_socktype, 0);
	if (c.socket == -1) {
		perror("socket");
		return EXIT_FAILURE;
	}
	if (connect(c.socket, address->ai_addr, address->ai_addrlen) ==
		-1) {
		perror("connect");
		return EXIT_FAILURE;
	}
	freeaddrinfo(address);
	if (!communicate(&c)) {
		perror(argv[first]);
		close(c.socket);
		return EXIT_FAILURE;
	}
	close(c.socket);
	printf("Received: ");
	fwrite(c.reply, 1, c.replyLength, stdout);
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
