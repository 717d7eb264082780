/*
 * misconception: expects that only waiting for a client is interrupted
 *   by signals
 * fails: interrupted_send
 * shows: A send that a signal interrupts ends the client's turn.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int give(int fd, const char *p, const char *end)
{
	for (ssize_t n; p < end; p += n)
		if ((n = send(fd, p, end - p, MSG_NOSIGNAL)) == -1)
			return -1;
	return 0;
}

static void serve(int fd)
{
	char data[2600];
	ssize_t n;

	do {
		n = TEMP_FAILURE_RETRY(recv(fd, data, sizeof data, 0));
		if (n > 0 && give(fd, data, data + n) == -1) {
			warn("send");
			n = -1;
		}
	} while (n > 0);
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	const char *text = argc == 2 ? argv[1] : "";
	unsigned long port = 0;
	int on = 1;

	if (*text && text[strspn(text, "0123456789")] == '\0')
		port = strtoul(text, NULL, 10);
	if (port == 0 || port > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return EXIT_FAILURE;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(s, (struct sockaddr *)&sin, sizeof sin) == -1 ||
		listen(s, 33) == -1)
		err(EXIT_FAILURE, "port %lu", port);
	for (;;) {
		socklen_t size = sizeof sin;
		int fd = TEMP_FAILURE_RETRY(
			accept(s, (struct sockaddr *)&sin, &size));

		if (fd == -1) {
			usleep(20000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
