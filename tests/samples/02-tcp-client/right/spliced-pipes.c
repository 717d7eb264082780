/* vmsplice and splice for the word; tee keeps a copy of the reply. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static int fail(const char *what)
{
	perror(what);
	exit(1);
}

static int open_to(const char *host, const char *port)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *a, *list;
	int fd = -1, result = -1, reason = 0;
	int code = getaddrinfo(host, port, &hints, &list);

	if (code != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		exit(1);
	}
	for (a = list; a && result == -1; a = a->ai_next) {
		if (fd != -1)
			close(fd);
		fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd == -1)
			fail("socket");
		do
			result = connect(fd, a->ai_addr, a->ai_addrlen);
		while (result == -1 && errno == EINTR);
		reason = errno;
	}
	freeaddrinfo(list);
	errno = reason;
	if (result == -1)
		fail(host);
	return fd;
}

static ssize_t move(int from, int to, size_t most)
{
	ssize_t n;

	do
		n = splice(from, NULL, to, NULL, most, 0);
	while (n == -1 && errno == EINTR);
	return n;
}

/* The pipe holds a part of the word; empty it before the next. */
static void send_word(int fd, char *word, size_t left)
{
	int ends[2];

	if (pipe(ends) == -1)
		fail("pipe");
	while (left > 0) {
		struct iovec part = { word, left };
		ssize_t n = vmsplice(ends[1], &part, 1, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			fail("vmsplice");
		word += n;
		left -= (size_t)n;
		while (n > 0) {
			ssize_t m = move(ends[0], fd, (size_t)n);
			if (m == -1)
				fail("splice");
			n -= m;
		}
	}
	close(ends[0]);
	close(ends[1]);
}

/* Counts what has come by a copy of the bytes, and prints these. */
static void take_reply(int fd, size_t left)
{
	int first[2], second[2];
	char bytes[4096];

	if (pipe(first) == -1 || pipe(second) == -1)
		fail("pipe");
	printf("Received: ");
	while (left > 0) {
		size_t most = left < sizeof bytes ? left : sizeof bytes;
		ssize_t n = move(fd, first[1], most);
		if (n == -1)
			fail("the reply");
		if (n == 0) {
			fprintf(stderr,
				"the reply is %zu bytes short\n", left);
			exit(1);
		}
		ssize_t copied = tee(first[0], second[1], (size_t)n, 0);
		if (copied == -1)
			fail("tee");
		for (ssize_t i = 0; i < copied;) {
			ssize_t m = read(
				second[0], bytes, (size_t)(copied - i));
			if (m == -1 && errno != EINTR)
				fail("pipe");
			if (m > 0)
				i += fwrite(
					bytes, 1, (size_t)m, stdout);
		}
		for (ssize_t i = 0; i < copied;) {
			ssize_t m = read(
				first[0], bytes, (size_t)(copied - i));
			if (m > 0)
				i += m;
		}
		/* tee took less: the rest is in the first pipe. */
		for (ssize_t i = copied; i < n;) {
			ssize_t m =
				read(first[0], bytes, (size_t)(n - i));
			if (m > 0)
				i += fwrite(
					bytes, 1, (size_t)m, stdout);
		}
		left -= (size_t)n;
	}
	printf("\n");
	if (fflush(stdout) == EOF)
		fail("stdout");
	for (int i = 0; i < 2; i++) {
		close(first[i]);
		close(second[i]);
	}
}

int main(int argc, char *argv[])
{
	char *end;

	if (argc != 4 || !*argv[3] || strtol(argv[3], &end, 10) < 1 ||
		strtol(argv[3], NULL, 10) > 65535 || *end) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	int fd = open_to(argv[1], argv[3]);
	send_word(fd, argv[2], strlen(argv[2]));
	take_reply(fd, strlen(argv[2]));
	close(fd);
	return 0;
}
