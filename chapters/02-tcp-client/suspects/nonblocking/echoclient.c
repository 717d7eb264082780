/*
 * echoclient - send a word to an echo server and print the reply
 *
 * usage: echoclient <server> <word> <port>
 *
 * Waits in poll, and nowhere else.  No test finds anything wrong with
 * this program, and yet it breaks its contract: which server shows it?
 * Try: make chapter-2 FROM=chapters/02-tcp-client/suspects/nonblocking
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { LOT = 1460 }; /* what fits into a packet of an Ethernet */

struct talk {
	int fd;
	const char *word;
	size_t unsaid;
	size_t unheard;
};

static void await(int fd, short event)
{
	struct pollfd one = { .fd = fd, .events = event };

	while (poll(&one, 1, -1) < 0)
		if (errno != EINTR)
			err(EXIT_FAILURE, "poll");
}

/* Returns 0 for a connection, or the reason why there is none. */
static int dial(int fd, const struct addrinfo *to)
{
	int outcome = 0;
	socklen_t size = sizeof outcome;

	if (connect(fd, to->ai_addr, to->ai_addrlen) == 0)
		return 0;
	if (errno != EINPROGRESS && errno != EINTR)
		return errno;
	await(fd, POLLOUT);
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &outcome, &size) < 0)
		return errno;
	return outcome;
}

/* Leaves in errno why the last address failed. */
static int dial_any(const struct addrinfo *to)
{
	int reason = 0;

	for (; to != NULL; to = to->ai_next) {
		int fd = socket(to->ai_family,
			SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		reason = fd < 0 ? errno : dial(fd, to);
		if (reason == 0)
			return fd;
		if (fd >= 0)
			close(fd);
	}
	errno = reason;
	return -1;
}

static int call(const char *host, const char *port)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found;
	int code = getaddrinfo(host, port, &wanted, &found);

	if (code == EAI_SYSTEM)
		err(EXIT_FAILURE, "%s", host);
	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", host, gai_strerror(code));
	int fd = dial_any(found);
	int reason = errno;
	freeaddrinfo(found);
	if (fd < 0)
		errx(EXIT_FAILURE, "no connection to %s: %s", host,
			strerror(reason));
	return fd;
}

static void say(struct talk *talk)
{
	while (talk->unsaid > 0) {
		ssize_t n = send(talk->fd, talk->word, talk->unsaid,
			MSG_NOSIGNAL);

		if (n >= 0) {
			talk->word += n;
			talk->unsaid -= (size_t)n;
		} else if (errno == EAGAIN) {
			await(talk->fd, POLLOUT);
		} else if (errno != EINTR) {
			err(EXIT_FAILURE, "the word was not sent");
		}
	}
}

static void print(const char *bytes, size_t count)
{
	if (fwrite(bytes, 1, count, stdout) != count)
		err(EXIT_FAILURE, "stdout");
}

/* Behind a full lot there is more: then it need not wait. */
static void hear(struct talk *talk)
{
	char lot[LOT];
	ssize_t n = 0;

	while (talk->unheard > 0) {
		size_t most = talk->unheard < LOT ? talk->unheard : LOT;

		if (n < LOT)
			await(talk->fd, POLLIN);
		n = recv(talk->fd, lot, most, 0);
		if (n < 0 && errno != EINTR)
			err(EXIT_FAILURE, "the connection broke");
		if (n == 0)
			errx(EXIT_FAILURE, "%zu bytes are missing",
				talk->unheard);
		if (n > 0) {
			print(lot, (size_t)n);
			talk->unheard -= (size_t)n;
		}
	}
}

static bool is_port(const char *text)
{
	char *end;
	long number = strtol(text, &end, 10);

	return end != text && *end == '\0' && number > 0 &&
		number <= 0xffff;
}

int main(int argc, char *argv[])
{
	if (argc != 4 || !is_port(argv[3])) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	struct talk talk = {
		.fd = call(argv[1], argv[3]),
		.word = argv[2],
		.unsaid = strlen(argv[2]),
		.unheard = strlen(argv[2]),
	};
	say(&talk);
	fputs("Received: ", stdout);
	hear(&talk);
	putchar('\n');
	close(talk.fd);
	if (fflush(stdout) != 0)
		err(EXIT_FAILURE, "stdout");
	return EXIT_SUCCESS;
}
