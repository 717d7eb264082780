/* SO_RCVLOWAT: poll wakes it when enough bytes are there. */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LOT = 600 };

static int wait_for(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n;

	while ((n = poll(&p, 1, -1)) == -1 && errno == EINTR)
		;
	return n;
}

static int dial(struct addrinfo *list)
{
	struct addrinfo *a;
	int fd, error = 0;

	for (a = list; a != NULL; a = a->ai_next) {
		socklen_t size = sizeof error;

		fd = socket(a->ai_family, SOCK_STREAM, 0);
		if (fd == -1) {
			error = errno;
			continue;
		}
		error = 0;
		if (connect(fd, a->ai_addr, a->ai_addrlen) == -1)
			error = errno;
		if (error == EINTR && wait_for(fd, POLLOUT) == 1)
			getsockopt(fd, SOL_SOCKET, SO_ERROR, &error,
				&size);
		if (error == 0)
			return fd;
		close(fd);
	}
	errno = error;
	return -1;
}

static int speak(int fd, const char *word)
{
	size_t left = strlen(word);

	while (left != 0) {
		ssize_t n = send(fd, word, left, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		word += n;
		left -= (size_t)n;
	}
	return 0;
}

static int hear(int fd, size_t left)
{
	char lot[LOT];

	printf("Received: ");
	while (left != 0) {
		int mark = left < LOT ? (int)left : LOT;
		ssize_t n;

		setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &mark,
			sizeof mark);
		if (wait_for(fd, POLLIN) == -1)
			return -1;
		do
			n = recv(fd, lot, (size_t)mark, 0);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			return -1;
		if (n == 0) {
			errno = ENODATA;
			return -1;
		}
		fwrite(lot, 1, (size_t)n, stdout);
		left -= (size_t)n;
	}
	printf("\n");
	return fflush(stdout);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	char *end = "?";
	long port = 0;

	if (argc == 4 && argv[3][0] != '\0')
		port = strtol(argv[3], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(code));
		return EXIT_FAILURE;
	}
	int fd = dial(list);
	int reason = errno;
	freeaddrinfo(list);
	errno = reason;
	if (fd == -1 || speak(fd, argv[2]) == -1 ||
		hear(fd, strlen(argv[2])) != 0) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	close(fd);
	return EXIT_SUCCESS;
}
