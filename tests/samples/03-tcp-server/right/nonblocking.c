/* Non-blocking sockets; only poll ever waits. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <error.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Was the call only too early?  Then it is due again afterwards. */
static int too_early(int fd, short event)
{
	struct pollfd p = { .fd = fd, .events = event };

	if (errno == EINTR)
		return 1;
	if (errno != EAGAIN && errno != EWOULDBLOCK)
		return 0;
	poll(&p, 1, -1);
	return 1;
}

static ssize_t take(int fd, char *data, size_t room)
{
	ssize_t n;

	do
		n = read(fd, data, room);
	while (n < 0 && too_early(fd, POLLIN));
	return n;
}

static int put(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t n = send(fd, data, length, MSG_NOSIGNAL);

		if (n >= 0) {
			data += n;
			length -= (size_t)n;
		} else if (!too_early(fd, POLLOUT)) {
			return -1;
		}
	}
	return 0;
}

static int prepare(const char *text)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	unsigned long port = 0;
	int on = 1;

	if (strlen(text) <= 5 &&
		strspn(text, "0123456789") == strlen(text))
		port = strtoul(text, NULL, 10);
	if (port - 1 >= 65535)
		error(1, 0, "no port: '%s'", text);
	at.sin_port = htons((in_port_t)port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		error(1, errno, "socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (const struct sockaddr *)&at, sizeof at) < 0)
		error(1, errno, "port %lu", port);
	if (listen(fd, 7) < 0)
		error(1, errno, "listen");
	return fd;
}

int main(int argc, char *argv[])
{
	static char data[32768];
	struct sockaddr_in peer;
	ssize_t n;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	for (int listener = prepare(argv[1]);;) {
		socklen_t size = sizeof peer;
		int fd = accept4(listener, (struct sockaddr *)&peer,
			&size, SOCK_NONBLOCK);
		if (fd < 0) {
			if (!too_early(listener, POLLIN))
				poll(NULL, 0, 25);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		while ((n = take(fd, data, sizeof data)) > 0)
			if (put(fd, data, (size_t)n) < 0)
				break;
		close(fd);
	}
}
