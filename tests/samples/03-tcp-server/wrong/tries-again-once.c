/*
 * misconception: expects that a call that was interrupted once is not
 *   interrupted again
 * fails: interrupted_receive interrupted_send
 * shows: The second signal in a row ends the client's turn.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t safe_recv(int fd, void *to, size_t room)
{
	ssize_t n = recv(fd, to, room, 0);

	if (n == -1 && errno == EINTR)
		n = recv(fd, to, room, 0);
	return n;
}

static ssize_t safe_send(int fd, const void *from, size_t count)
{
	ssize_t n = send(fd, from, count, MSG_NOSIGNAL);

	if (n == -1 && errno == EINTR)
		n = send(fd, from, count, MSG_NOSIGNAL);
	return n;
}

static int step(int fd)
{
	char buffer[1111];
	ssize_t n = safe_recv(fd, buffer, sizeof buffer), m;

	for (ssize_t at = 0; at < n; at += m) {
		m = safe_send(fd, buffer + at, n - at);
		if (m == -1)
			return 0;
	}
	return n > 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	int listener, on = 1, port = 0, end = 0;

	if (argc != 2 || sscanf(argv[1], "%6d%n", &port, &end) != 1 ||
		argv[1][end] != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	name.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&name, sizeof name) ||
		listen(listener, 14)) {
		fprintf(stderr, "%d: %s\n", port, strerror(errno));
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof name;
		int fd = accept(
			listener, (struct sockaddr *)&name, &size);
		if (fd == -1) {
			usleep(1000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		while (step(fd))
			continue;
		close(fd);
	}
}
