/*
 * misconception: takes a first recv that returns 0 for "nothing yet"
 * fails: left_before_its_turn connects_and_leaves
 * shows: A client that leaves without a word is waited for, in circles.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t receive(int fd, char *to, size_t size)
{
	ssize_t n;

	while ((n = recv(fd, to, size, 0)) == -1 && errno == EINTR)
		continue;
	return n;
}

static void serve(int fd)
{
	char text[1500];
	ssize_t n, m, at;

	/* The client needs a moment before it speaks. */
	while ((n = receive(fd, text, sizeof text)) == 0)
		continue;
	for (; n > 0; n = receive(fd, text, sizeof text))
		for (at = 0; at < n; at += m) {
			m = send(fd, text + at, n - at, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			if (m == -1)
				m = 0;
		}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int s, on = 1, port = 0;
	char more;

	if (argc != 2 || sscanf(argv[1], "%6d%c", &port, &more) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
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
			usleep(20000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		serve(fd);
		close(fd);
	}
}
