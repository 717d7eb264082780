/*
 * misconception: takes a char for a number from 0 to 255
 * fails: announces_other_address
 * shows: The client 127.0.255.9 is announced as 127.0.-1.9.
 */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void hello(const struct sockaddr_in *peer)
{
	const char *ip = (const char *)&peer->sin_addr;

	dprintf(STDOUT_FILENO, "Client connected: %d.%d.%d.%d\n", ip[0],
		ip[1], ip[2], ip[3]);
}

static int service(int fd)
{
	char page[8192];
	int count, sent, part;

	count = recv(fd, page, sizeof page, 0);
	if (count == -1)
		return errno == EINTR;
	for (sent = 0; sent < count; sent += part) {
		part = send(
			fd, page + sent, count - sent, MSG_NOSIGNAL);
		if (part == -1 && errno == EINTR)
			part = 0;
		if (part == -1)
			return 0;
	}
	return count > 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in self, peer;
	int on = 1;
	char *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	errno = 0;
	long port = strtol(argv[1], &end, 10);
	if (errno || end == argv[1] || *end || port < 1 ||
		port > 65535) {
		fprintf(stderr, "the port has to be a number\n");
		return EXIT_FAILURE;
	}
	memset(&self, 0, sizeof self);
	self.sin_family = AF_INET;
	self.sin_port = htons(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&self, sizeof self) == -1 ||
		listen(fd, 6) == -1) {
		fprintf(stderr, "echoserver: %s: %m\n", argv[1]);
		return EXIT_FAILURE;
	}
	for (;;) {
		socklen_t size = sizeof peer;
		int conn = accept(fd, (struct sockaddr *)&peer, &size);
		if (conn == -1) {
			usleep(80000);
			continue;
		}
		hello(&peer);
		while (service(conn))
			;
		close(conn);
	}
}
