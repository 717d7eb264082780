/* Asks poll before every accept and every recv. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Waits until fd can be read; a signal only begins the wait anew. */
static void wait_for(int fd)
{
	struct pollfd wish = { .fd = fd, .events = POLLIN };

	while (poll(&wish, 1, -1) <= 0)
		continue;
}

static int open_port(const char *text)
{
	struct sockaddr_in addr;
	int on = 1;
	long port;
	char *rest;

	errno = 0;
	port = strtol(text, &rest, 10);
	if (text[strspn(text, "0123456789")] != '\0' || rest == text ||
		errno != 0 || port < 1 || port > 65535) {
		fprintf(stderr,
			"echoserver: \"%s\" is not a port between "
			"1 and 65535\n",
			text);
		return -1;
	}
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons((uint16_t)port);
	addr.sin_addr.s_addr = htonl(INADDR_ANY);

	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 &&
		!setsockopt(
			fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) &&
		!bind(fd, (struct sockaddr *)&addr, sizeof addr) &&
		!listen(fd, 3))
		return fd;
	fprintf(stderr, "echoserver: port %ld: %s\n", port,
		strerror(errno));
	return -1;
}

static void talk(int fd)
{
	char data[1500];

	for (;;) {
		wait_for(fd);
		ssize_t n = recv(fd, data, sizeof data, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		for (ssize_t sent = 0; sent < n;) {
			ssize_t m = send(fd, data + sent,
				(size_t)(n - sent), MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			sent += m < 0 ? 0 : m;
		}
	}
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	int listener = open_port(argv[1]);
	if (listener < 0)
		return 1;
	for (;;) {
		struct sockaddr_in from;
		socklen_t size = sizeof from;

		wait_for(listener);
		int fd = accept(
			listener, (struct sockaddr *)&from, &size);
		if (fd < 0) {
			poll(NULL, 0, 10);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(from.sin_addr));
		fflush(stdout);
		talk(fd);
		close(fd);
	}
}
