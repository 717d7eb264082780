/* sendmsg and recvmsg, with message headers that walk on. */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* On Linux a second connect waits for the one that is under way. */
static int connect_again(int fd, const struct addrinfo *to)
{
	int result;

	do
		result = connect(fd, to->ai_addr, to->ai_addrlen);
	while (result == -1 && errno == EINTR);
	return result == -1 && errno == EISCONN ? 0 : result;
}

static int open_connection(const struct addrinfo *to)
{
	for (; to != NULL; to = to->ai_next) {
		int fd = socket(to->ai_family, SOCK_STREAM, 0);
		if (fd == -1)
			continue;
		if (connect_again(fd, to) == 0)
			return fd;
		int reason = errno;
		close(fd);
		errno = reason;
	}
	return -1;
}

static void send_word(int fd, char *word)
{
	struct iovec part = { word, strlen(word) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	while (part.iov_len > 0) {
		ssize_t n = sendmsg(fd, &message, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "sendmsg");
		part.iov_base = (char *)part.iov_base + n;
		part.iov_len -= (size_t)n;
	}
}

static void show_reply(int fd, size_t missing)
{
	char first[100], second[900];

	fputs("Received: ", stdout);
	while (missing > 0) {
		struct iovec parts[] = { { first, sizeof first },
			{ second, sizeof second } };
		struct msghdr message = { .msg_iov = parts,
			.msg_iovlen = 2 };

		if (missing < sizeof first)
			parts[0].iov_len = missing;
		if (missing - parts[0].iov_len < sizeof second)
			parts[1].iov_len = missing - parts[0].iov_len;
		ssize_t n = recvmsg(fd, &message, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "recvmsg");
		if (n == 0)
			errx(1, "%zu bytes of the reply are missing",
				missing);
		size_t came = (size_t)n;
		size_t head = came < sizeof first ? came : sizeof first;
		fwrite(first, 1, head, stdout);
		fwrite(second, 1, came - head, stdout);
		missing -= came;
	}
	putchar('\n');
	if (fflush(stdout) == EOF)
		err(1, "stdout");
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char *rest;

	if (argc != 4)
		errx(1, "\nUSAGE: %s <server> <word> <port>", argv[0]);
	intmax_t port = strtoimax(argv[3], &rest, 10);
	if (*argv[3] == '\0' || *rest != '\0' || port < 1 ||
		port > UINT16_MAX)
		errx(1, "no port: %s", argv[3]);
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	int fd = open_connection(list);
	if (fd == -1)
		err(1, "%s", argv[1]);
	freeaddrinfo(list);
	send_word(fd, argv[2]);
	show_reply(fd, strlen(argv[2]));
	return close(fd) == 0 ? 0 : 1;
}
