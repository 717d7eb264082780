/*
 * misconception: takes a client that has ended its side for gone
 * fails: all_said_before_its_turn late_reader_gets_the_rest
 * shows: Bytes that came together with the end are thrown away, and the
 *   client sees a reset.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int echo_some(int fd)
{
	char text[1024];
	ssize_t n = recv(fd, text, sizeof text, 0);

	if (n <= 0)
		return n == -1 && errno == EINTR;
	for (ssize_t at = 0; at < n;) {
		ssize_t m = send(fd, text + at, n - at, MSG_NOSIGNAL);
		if (m == -1 && errno != EINTR)
			return 0;
		at += m > 0 ? m : 0;
	}
	return 1;
}

static void watch(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLRDHUP };

	for (;;) {
		if (poll(&p, 1, -1) == -1)
			continue;
		if (p.revents & (POLLRDHUP | POLLHUP | POLLERR))
			break; /* hung up */
		if (p.revents & POLLIN && !echo_some(fd))
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1;
	long port = 0;
	char *end;

	if (argc == 2) {
		port = strtol(argv[1], &end, 10);
		if (*end != '\0')
			port = -1;
	}
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) == -1 ||
		listen(s, 10) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				poll(NULL, 0, 10);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		watch(fd);
	}
}
