/* Only connect does not block: select waits for it, with a limit. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE 20 /* seconds for each address */

static int wait_for_connect(int fd)
{
	int n, error;
	socklen_t length = sizeof error;

	do {
		struct timeval limit = { .tv_sec = PATIENCE };
		fd_set set;

		FD_ZERO(&set);
		FD_SET(fd, &set);
		n = select(fd + 1, NULL, &set, NULL, &limit);
	} while (n == -1 && errno == EINTR);
	if (n == 0)
		return ETIMEDOUT;
	if (n == -1 ||
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length))
		return errno;
	return error;
}

/* 0, or the errno of the attempt. */
static int attempt(const struct addrinfo *a, int *connection)
{
	int fd = socket(a->ai_family, SOCK_STREAM, 0);
	if (fd == -1)
		return errno;
	int flags = fcntl(fd, F_GETFL);
	int error = 0;

	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == -1)
		error = errno;
	if (error == EINPROGRESS || error == EINTR)
		error = wait_for_connect(fd);
	fcntl(fd, F_SETFL, flags);
	if (error == 0)
		*connection = fd;
	else
		close(fd);
	return error;
}

static int all(int fd, const char *bytes, size_t length)
{
	size_t done = 0;

	while (done < length) {
		ssize_t n = send(
			fd, bytes + done, length - done, MSG_NOSIGNAL);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *a;
	int fd = -1, error = 0, c;
	const char *digit;
	long port = 0;

	if (argc != 4)
		goto usage;
	for (digit = argv[3]; *digit; digit++) {
		if (*digit < '0' || *digit > '9')
			goto usage;
		port = port * 10 + (*digit - '0');
		if (port > 65535)
			goto usage;
	}
	if (port == 0)
		goto usage;
	c = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (c != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(c));
		return 1;
	}
	for (a = list; a != NULL && fd == -1; a = a->ai_next)
		error = attempt(a, &fd);
	freeaddrinfo(list);
	if (fd == -1) {
		fprintf(stderr, "no connection to %s: %s\n", argv[1],
			strerror(error));
		return 1;
	}
	size_t length = strlen(argv[2]), got = 0;
	char *reply = calloc(length + 1, 1);
	if (all(fd, argv[2], length) == -1) {
		perror("sending");
		return 1;
	}
	while (got < length) {
		ssize_t n = recv(fd, reply + got, length - got, 0);
		if (n > 0) {
			got += (size_t)n;
		} else if (n == 0) {
			fprintf(stderr, "connection closed by %s\n",
				argv[1]);
			return 1;
		} else if (errno != EINTR) {
			perror("receiving");
			return 1;
		}
	}
	close(fd);
	fputs("Received: ", stdout);
	fwrite(reply, length, 1, stdout);
	free(reply);
	if (putchar('\n') == EOF || fflush(stdout) == EOF) {
		perror("printing");
		return 1;
	}
	return 0;
usage:
	fprintf(stderr, "USAGE: %s <server> <word> <port>\n", argv[0]);
	return 1;
}
