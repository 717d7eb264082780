/* Keeps a descriptor in reserve, to turn a client away without one. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int spare = -1;

static void keep_spare(void)
{
	spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* No descriptor: better to lose the client than to let it wait. */
static void turn_away(int listener)
{
	close(spare);
	int fd = accept(listener, NULL, NULL);
	if (fd != -1)
		close(fd);
	keep_spare();
}

/* poll tells that there is a client; the listener does not block. */
static int next_client(int listener, struct sockaddr_in *name)
{
	struct pollfd wish = { .fd = listener, .events = POLLIN };
	socklen_t size = sizeof *name;

	if (poll(&wish, 1, -1) != 1)
		return -1;
	int fd = accept(listener, (struct sockaddr *)name, &size);
	if (fd == -1 && (errno == EMFILE || errno == ENFILE))
		turn_away(listener);
	return fd;
}

static void echo(int fd)
{
	char buffer[4096];
	ssize_t n, sent;

	while ((n = TEMP_FAILURE_RETRY(
			recv(fd, buffer, sizeof buffer, 0))) > 0)
		for (char *p = buffer; n > 0; p += sent, n -= sent) {
			sent = TEMP_FAILURE_RETRY(
				send(fd, p, (size_t)n, MSG_NOSIGNAL));
			if (sent == -1)
				return;
		}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	const char *digits = argc == 2 ? argv[1] : "";
	size_t count = strspn(digits, "0123456789");
	unsigned long port = strtoul(digits, NULL, 10);
	int on = 1;

	if (count == 0 || digits[count] || port < 1 || port > 65535)
		errx(1, "bad call\nUSAGE: echoserver <port>");
	name.sin_port = htons((in_port_t)port);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener == -1)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1 ||
		bind(listener, (void *)&name, sizeof name) == -1 ||
		listen(listener, 11) == -1)
		err(1, "port %lu", port);
	keep_spare();
	for (;;) {
		int fd = next_client(listener, &name);
		if (fd == -1)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		echo(fd);
		close(fd);
	}
}
