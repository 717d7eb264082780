/*
 * misconception: stops when the client has ended, whatever it still has
 *   to send
 * fails: late_reader_gets_the_rest
 * shows: A client that reads late loses what was in the server's queue.
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

#define ROOM 65536

static char queue[ROOM];
static size_t held;

/* 1: go on, 0: the client is done or lost */
static int take(int fd)
{
	ssize_t n = recv(fd, queue + held, ROOM - held, MSG_DONTWAIT);

	if (n > 0)
		held += n;
	return n > 0 ||
		(n == -1 && (errno == EAGAIN || errno == EINTR));
}

static int give(int fd)
{
	ssize_t n = send(fd, queue, held, MSG_DONTWAIT | MSG_NOSIGNAL);

	if (n > 0) {
		held -= n;
		memmove(queue, queue + n, held);
	}
	return n >= 0 || errno == EAGAIN || errno == EINTR;
}

static void serve(int fd)
{
	int going = 1;

	held = 0;
	while (going) {
		struct pollfd p = { .fd = fd };

		p.events = (held < ROOM ? POLLIN : 0) |
			(held > 0 ? POLLOUT : 0);
		if (poll(&p, 1, -1) == -1)
			continue;
		if (p.revents & POLLOUT)
			going = give(fd);
		else
			going = held < ROOM && take(fd);
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1;
	char *end = "?";
	long port = 0;

	if (argc == 2 && strspn(argv[1], "0123456789") > 0)
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
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
			poll(NULL, 0, 35);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
