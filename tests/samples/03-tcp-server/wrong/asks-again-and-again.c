/*
 * misconception: asks again at once when a non-blocking call has
 *   nothing
 * fails: idle_burns_nothing
 * shows: While nobody comes or speaks, it keeps the processor busy.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int send_it(int fd, const char *p, ssize_t n)
{
	/* The connection itself blocks: only recv shall not. */
	while (n > 0) {
		ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
		if (m == -1 && errno == EINTR)
			continue;
		if (m == -1)
			return 0;
		p += m;
		n -= m;
	}
	return 1;
}

static void serve(int fd)
{
	char b[4096];

	for (;;) {
		ssize_t n = recv(fd, b, sizeof b, MSG_DONTWAIT);
		if (n == -1 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n <= 0 || !send_it(fd, b, n))
			return;
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int s, fd, on = 1;
	char *end;

	long port = argc == 2 ? strtol(argv[1], &end, 10) : 0;
	if (port < 1 || port > 65535 || *end != '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 10)) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		serve(fd);
		close(fd);
	}
}
