/* A ring buffer: reads on while the client does not take its bytes. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SIZE = 1 << 14 };

/* Both counters only grow; their difference is what is inside. */
struct ring {
	char bytes[SIZE];
	unsigned in, out;
	bool complete;
};

static bool over(ssize_t n)
{
	return n < 0 && errno != EAGAIN && errno != EINTR;
}

static bool fill(struct ring *r, int fd)
{
	unsigned at = r->in % SIZE, room = SIZE - (r->in - r->out);
	unsigned straight = room < SIZE - at ? room : SIZE - at;
	ssize_t n = recv(fd, r->bytes + at, straight, MSG_DONTWAIT);

	r->in += n > 0 ? (unsigned)n : 0;
	r->complete = n == 0;
	return !over(n);
}

static bool drain(struct ring *r, int fd)
{
	unsigned at = r->out % SIZE, have = r->in - r->out;
	unsigned straight = have < SIZE - at ? have : SIZE - at;
	ssize_t n = send(fd, r->bytes + at, straight,
		MSG_DONTWAIT | MSG_NOSIGNAL);

	r->out += n > 0 ? (unsigned)n : 0;
	return !over(n);
}

static void serve(int fd)
{
	struct ring r = { .in = 0 };
	bool fine = true;

	while (fine && !(r.complete && r.in == r.out)) {
		struct pollfd p = { .fd = fd };

		if (!r.complete && r.in - r.out < SIZE)
			p.events |= POLLIN;
		if (r.in != r.out)
			p.events |= POLLOUT;
		if (poll(&p, 1, -1) != 1)
			continue;
		if (p.revents & POLLOUT)
			fine = drain(&r, fd);
		if (fine && p.revents & ~POLLOUT)
			fine = p.events & POLLIN ? fill(&r, fd) : false;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	char *end = "";
	unsigned long port = 0;
	int on = 1;

	if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9')
		port = strtoul(argv[1], &end, 10);
	if (*end || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	sa.sin_port = htons((in_port_t)port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sa, sizeof sa) || listen(s, 9))
		err(1, "port %lu", port);
	for (;;) {
		socklen_t len = sizeof sa;
		int fd = accept(s, (struct sockaddr *)&sa, &len);

		if (fd < 0) {
			poll(NULL, 0, 15);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
