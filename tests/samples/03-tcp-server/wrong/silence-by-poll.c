/*
 * misconception: sets a time limit for clients that say nothing
 * fails: silent_client
 * shows: Whoever pauses for half a minute is sent away.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE 30000

static int has_more(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do
		n = poll(&p, 1, PATIENCE);
	while (n == -1 && errno == EINTR);
	return n == 1;
}

static int mirror(int fd)
{
	char page[2048];
	ssize_t n = recv(fd, page, sizeof page, 0);
	char *p = page;

	if (n <= 0)
		return n < 0 && errno == EINTR;
	do {
		ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
		if (m < 0 && errno != EINTR)
			return 0;
		p += m < 0 ? 0 : m;
		n -= m < 0 ? 0 : m;
	} while (n > 0);
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1, port = argc == 2 ? atoi(argv[1]) : 0;
	char again[20];

	snprintf(again, sizeof again, "%d", port);
	if (argc != 2 || port < 1 || port > 65535 ||
		strcmp(again, argv[1]) != 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 10)) {
		perror("echoserver");
		return 1;
	}
	while (1) {
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd < 0) {
			poll(NULL, 0, 20);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		while (has_more(fd) && mirror(fd))
			continue;
		close(fd);
	}
}
