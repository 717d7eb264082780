/* Collects the reply in a stream in memory and prints it in one go. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int pause_for(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	while (poll(&p, 1, -1) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
}

static int retriable(int fd, short events)
{
	if (errno == EINTR)
		return 1;
	return errno == EAGAIN && pause_for(fd, events) == 0;
}

static int open_connection(struct addrinfo *list, int *reason)
{
	for (struct addrinfo *a = list; a; a = a->ai_next) {
		socklen_t size = sizeof *reason;
		int fd = socket(a->ai_family,
			SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		if (fd == -1) {
			*reason = errno;
			continue;
		}
		*reason = 0;
		if (connect(fd, a->ai_addr, a->ai_addrlen) == -1)
			*reason = errno;
		if (*reason == EINPROGRESS) {
			pause_for(fd, POLLOUT);
			getsockopt(fd, SOL_SOCKET, SO_ERROR, reason,
				&size);
		}
		if (*reason == 0)
			return fd;
		close(fd);
	}
	return -1;
}

static const char *send_word(int fd, const char *word, size_t left)
{
	while (left > 0) {
		ssize_t n = send(
			fd, word, left, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n == -1 && !retriable(fd, POLLOUT))
			return strerror(errno);
		if (n > 0) {
			word += n;
			left -= (size_t)n;
		}
	}
	return NULL;
}

static const char *take_reply(int fd, FILE *to, size_t left)
{
	char part[700];

	while (left > 0) {
		ssize_t n = recv(fd, part,
			left < sizeof part ? left : sizeof part, 0);
		if (n == 0)
			return "the server left before its time";
		if (n == -1 && !retriable(fd, POLLIN))
			return strerror(errno);
		if (n > 0) {
			fwrite(part, 1, (size_t)n, to);
			left -= (size_t)n;
		}
	}
	return NULL;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	char *text = NULL, *end = NULL;
	size_t size = 0;
	int reason = 0;
	unsigned long port = 0;

	if (argc == 4)
		port = strtoul(argv[3], &end, 10);
	if (argc != 4 || *end != '\0' || port - 1 > 65534) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return 1;
	}
	int fd = open_connection(list, &reason);
	freeaddrinfo(list);
	if (fd == -1) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(reason));
		return 1;
	}
	FILE *memory = open_memstream(&text, &size);
	fputs("Received: ", memory);
	const char *trouble = send_word(fd, argv[2], strlen(argv[2]));
	if (trouble == NULL)
		trouble = take_reply(fd, memory, strlen(argv[2]));
	fputc('\n', memory);
	fclose(memory);
	close(fd);
	if (trouble != NULL)
		fprintf(stderr, "%s: %s\n", argv[1], trouble);
	else if (fwrite(text, 1, size, stdout) < size ||
		fflush(stdout) == EOF)
		fprintf(stderr, "stdout: %s\n",
			trouble = strerror(errno));
	free(text);
	return trouble != NULL;
}
