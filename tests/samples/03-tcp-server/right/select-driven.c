/* select before every call, and MSG_DONTWAIT in every call. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

typedef enum { READING, WRITING } direction;

static void wait_until_ready(int fd, direction d)
{
	fd_set set;

	do {
		FD_ZERO(&set);
		FD_SET(fd, &set);
	} while (select(fd + 1, d == READING ? &set : NULL,
			 d == WRITING ? &set : NULL, NULL, NULL) != 1);
}

static int temporary(void)
{
	return errno == EINTR || errno == EAGAIN;
}

static int push(int fd, const char *from, const char *to)
{
	while (from < to) {
		wait_until_ready(fd, WRITING);
		ssize_t n = send(fd, from, (size_t)(to - from),
			MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n == -1 && !temporary())
			return -1;
		from += n == -1 ? 0 : n;
	}
	return 0;
}

static void converse(int fd)
{
	char space[9000];

	for (;;) {
		wait_until_ready(fd, READING);
		ssize_t n = recv(fd, space, sizeof space, MSG_DONTWAIT);
		if (n == 0)
			return;
		if (n == -1 && temporary())
			continue;
		if (n == -1 || push(fd, space, space + n) == -1) {
			perror("echoserver: client");
			return;
		}
	}
}

static unsigned parse_port(const char *text)
{
	unsigned port = 0, count = 0;

	while (text[count] >= '0' && text[count] <= '9' && count < 5)
		port = port * 10 + (unsigned)(text[count++] - '0');
	return text[count] == '\0' && port <= 65535 ? port : 0;
}

int main(int argc, char *argv[])
{
	struct timeval pause;
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int lfd, cfd, on = 1;
	unsigned port = argc == 2 ? parse_port(argv[1]) : 0;

	if (port == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons((in_port_t)port);
	lfd = socket(AF_INET, SOCK_STREAM, 0);
	if (lfd == -1 ||
		setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) ||
		bind(lfd, (struct sockaddr *)&sin, sizeof sin) ||
		listen(lfd, 6)) {
		perror(argv[0]);
		return 1;
	}
	for (;;) {
		socklen_t len = sizeof sin;

		wait_until_ready(lfd, READING);
		cfd = accept(lfd, (struct sockaddr *)&sin, &len);
		if (cfd == -1) {
			pause = (struct timeval){ .tv_usec = 40000 };
			select(0, NULL, NULL, NULL, &pause);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		converse(cfd);
		close(cfd);
	}
}
