/* IPv6 sockets only: IPv4 addresses are mapped into IPv6. */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct addrinfo hints = {
	.ai_flags = AI_V4MAPPED | AI_ALL | AI_NUMERICSERV,
	.ai_family = AF_INET6,
	.ai_socktype = SOCK_STREAM,
	.ai_protocol = IPPROTO_TCP,
};

static bool outcome(int fd)
{
	int error = EINTR;
	socklen_t size = sizeof error;
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	while (error == EINTR)
		error = poll(&p, 1, -1) == -1 ? errno : 0;
	if (error == 0)
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	errno = error;
	return error == 0;
}

static int establish(struct addrinfo *list)
{
	int error = EADDRNOTAVAIL;

	while (list != NULL) {
		int fd = socket(PF_INET6, SOCK_STREAM, IPPROTO_TCP);
		if (fd < 0)
			return -1;
		if (connect(fd, list->ai_addr, list->ai_addrlen) == 0)
			return fd;
		if (errno == EINTR && outcome(fd))
			return fd;
		error = errno;
		close(fd);
		list = list->ai_next;
	}
	errno = error;
	return -1;
}

static bool transmit(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t step = send(fd, bytes, n, MSG_NOSIGNAL);
		if (step < 0 && errno != EINTR)
			return false;
		step = step < 0 ? 0 : step;
		bytes += step;
		n -= (size_t)step;
	}
	return true;
}

/* The number of bytes that came, or -1. */
static ssize_t collect(int fd, char *bytes, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t step = recv(fd, bytes + done, n - done, 0);
		if (step < 0 && errno != EINTR)
			return -1;
		if (step == 0)
			break;
		if (step > 0)
			done += (size_t)step;
	}
	return (ssize_t)done;
}

static bool good_port(const char *text)
{
	uint32_t value = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' || value > UINT16_MAX)
			return false;
		value = value * 10 + (uint32_t)(*text - '0');
	}
	return value > 0 && value <= UINT16_MAX;
}

int main(int argc, char **argv)
{
	struct addrinfo *list;

	if (argc != 4 || !good_port(argv[3])) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "cannot find \"%s\": %s\n", argv[1],
			gai_strerror(code));
		return EXIT_FAILURE;
	}
	int fd = establish(list);
	freeaddrinfo(list);
	if (fd < 0) {
		perror("cannot connect");
		return EXIT_FAILURE;
	}
	size_t length = strlen(argv[2]);
	char *reply = malloc(length + 1);
	ssize_t came = -1;
	if (reply != NULL && transmit(fd, argv[2], length))
		came = collect(fd, reply, length);
	if (came < 0)
		perror("the connection failed");
	else if ((size_t)came < length)
		fprintf(stderr, "only %zd of %zu bytes came back\n",
			came, length);
	else
		printf("Received: ");
	bool good = came == (ssize_t)length;
	if (good) {
		fwrite(reply, 1, length, stdout);
		putchar('\n');
	}
	free(reply);
	close(fd);
	if (fflush(stdout) != 0) {
		perror("cannot print");
		return EXIT_FAILURE;
	}
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
