/* Peeks, sends what it saw, and takes off as much as was sent. */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The address by hand: its bytes stand in the order of the quad. */
static void announce(const struct sockaddr_in *sin)
{
	const unsigned char *b = (const unsigned char *)&sin->sin_addr;

	printf("Client connected: %d.%d.%d.%d\n", b[0], b[1], b[2],
		b[3]);
	fflush(stdout);
}

/* A short send needs no loop: the rest is still in the socket. */
static int step(int fd)
{
	char view[1800], seen[1800];
	ssize_t n = recv(fd, view, sizeof view, MSG_PEEK);

	if (n > 0)
		n = send(fd, view, (size_t)n, MSG_NOSIGNAL);
	else if (n == 0)
		return 0;
	if (n == -1)
		return errno == EINTR;
	while (n > 0) {
		ssize_t m = recv(fd, seen, (size_t)n, 0);
		if (m == 0 || (m == -1 && errno != EINTR))
			return 0;
		n -= m == -1 ? 0 : m;
	}
	return 1;
}

static int usage(void)
{
	fputs("USAGE: echoserver <port>\n", stderr);
	return 1;
}

static int trouble(const char *where)
{
	fprintf(stderr, "echoserver: %s: %s\n", where, strerror(errno));
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in self = { .sin_family = AF_INET }, other;
	intmax_t port;
	char *end;
	int lsn, on = 1;

	if (argc != 2)
		return usage();
	errno = 0;
	port = strtoimax(argv[1], &end, 10);
	if (errno || end == argv[1] || *end || port < 1 || port > 65535)
		return usage();
	self.sin_port = htons((uint16_t)port);
	if ((lsn = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		return trouble("socket");
	if (setsockopt(lsn, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		return trouble("setsockopt");
	if (bind(lsn, (struct sockaddr *)&self, sizeof self))
		return trouble("bind");
	if (listen(lsn, 21))
		return trouble("listen");
	for (;;) {
		socklen_t size = sizeof other;
		int fd = accept(lsn, (struct sockaddr *)&other, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(70000);
			continue;
		}
		announce(&other);
		while (step(fd))
			continue;
		close(fd);
	}
}
