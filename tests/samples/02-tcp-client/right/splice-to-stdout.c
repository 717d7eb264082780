/* splice moves the reply to stdout: the program never holds it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what)
{
	fprintf(stderr, "echoclient: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void write_all(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);
		if (n == -1 && errno != EINTR)
			fail("stdout");
		if (n > 0) {
			bytes += n;
			length -= (size_t)n;
		}
	}
}

/* Not every file takes spliced pages. */
static void drain_by_hand(int from, size_t length)
{
	char bytes[4096];

	while (length > 0) {
		ssize_t n = read(from, bytes,
			length < sizeof bytes ? length : sizeof bytes);
		if (n == -1 && errno != EINTR)
			fail("pipe");
		if (n > 0) {
			write_all(bytes, (size_t)n);
			length -= (size_t)n;
		}
	}
}

static void drain(int from, size_t length)
{
	while (length > 0) {
		ssize_t n = splice(from, NULL, STDOUT_FILENO, NULL,
			length, SPLICE_F_MOVE);
		if (n == -1 && errno == EINVAL) {
			drain_by_hand(from, length);
			return;
		}
		if (n == -1 && errno != EINTR)
			fail("stdout");
		if (n > 0)
			length -= (size_t)n;
	}
}

static void copy_reply(int socket, size_t missing)
{
	int ends[2];

	if (pipe(ends) == -1)
		fail("pipe");
	while (missing > 0) {
		ssize_t n = splice(socket, NULL, ends[1], NULL, missing,
			SPLICE_F_MOVE);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			fail("the reply");
		if (n == 0) {
			fprintf(stderr,
				"echoclient: %zu bytes too few came\n",
				missing);
			exit(1);
		}
		drain(ends[0], (size_t)n);
		missing -= (size_t)n;
	}
	close(ends[0]);
	close(ends[1]);
}

static void send_word(int socket, const char *word, size_t left)
{
	while (left > 0) {
		ssize_t n = send(socket, word, left, MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			fail("send");
		if (n > 0) {
			word += n;
			left -= (size_t)n;
		}
	}
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *a;
	int fd = -1, r = -1;

	if (argc != 4) {
		fputs("USAGE: echoclient <server> <word> <port>\n",
			stderr);
		return 1;
	}
	size_t digits = strspn(argv[3], "0123456789");
	if (digits == 0 || digits > 5 || argv[3][digits] ||
		atol(argv[3]) < 1 || atol(argv[3]) > 65535) {
		fputs("echoclient: port: from 1 to 65535\n", stderr);
		return 1;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "echoclient: %s\n", gai_strerror(code));
		return 1;
	}
	for (a = list; a != NULL && r == -1; a = a->ai_next) {
		fd = socket(a->ai_family, SOCK_STREAM, 0);
		if (fd == -1)
			fail("socket");
		do
			r = connect(fd, a->ai_addr, a->ai_addrlen);
		while (r == -1 && errno == EINTR);
		if (r == -1 && a->ai_next == NULL)
			fail(argv[1]);
		if (r == -1)
			close(fd);
	}
	freeaddrinfo(list);
	send_word(fd, argv[2], strlen(argv[2]));
	write_all("Received: ", 10);
	copy_reply(fd, strlen(argv[2]));
	write_all("\n", 1);
	close(fd);
	return 0;
}
