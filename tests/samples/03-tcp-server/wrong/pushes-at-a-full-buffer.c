/*
 * misconception: sends again at once when the client's buffer is full
 * fails: never_reads
 * shows: A client that does not read keeps the processor busy.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int nothing_wrong(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK ||
		errno == EINTR;
}

static int push(int fd, const char *data, size_t left)
{
	ssize_t n;

	for (; left > 0; data += n, left -= n) {
		n = send(fd, data, left, MSG_NOSIGNAL);
		if (n < 0 && !nothing_wrong())
			return -1;
		if (n < 0)
			n = 0;
	}
	return 0;
}

static void session(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };
	char data[6000];

	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	for (;;) {
		if (poll(&p, 1, -1) < 1)
			continue;
		ssize_t n = recv(fd, data, sizeof data, 0);
		if (n < 0 && nothing_wrong())
			continue;
		if (n <= 0 || push(fd, data, n) < 0)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1, s;
	size_t n;

	if (argc != 2)
		goto usage;
	n = strspn(argv[1], "0123456789");
	if (n < 1 || n > 5 || argv[1][n] || atoi(argv[1]) < 1 ||
		atoi(argv[1]) > 65535)
		goto usage;
	sin.sin_port = htons(atoi(argv[1]));
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) < 0 ||
		listen(s, 10) < 0) {
		perror(argv[1]);
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd < 0) {
			poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		session(fd);
	}
usage:
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	return 1;
}
