/*
 * misconception: expects that an accept that failed works if it is
 *   called again at once
 * fails: no_descriptor_free
 * shows: While no descriptor is free it calls accept a million times a
 *   second.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int send_bytes(int fd, const char *bytes, size_t count)
{
	while (count) {
		ssize_t n = send(fd, bytes, count, MSG_NOSIGNAL);

		if (n < 0) {
			if (errno == EINTR)
				continue;
			return 0;
		}
		bytes += n;
		count -= n;
	}
	return 1;
}

static void client(int fd)
{
	char bytes[1 << 12];
	ssize_t n;

	while (1) {
		n = recv(fd, bytes, sizeof bytes, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || !send_bytes(fd, bytes, n))
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in where = { .sin_family = AF_INET };
	struct sockaddr_in who;
	socklen_t size;
	int s, fd, yes = 1;
	char *end;
	long port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	where.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s < 0 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(s, (struct sockaddr *)&where, sizeof where) < 0 ||
		listen(s, 16) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		size = sizeof who;
		fd = accept(s, (struct sockaddr *)&who, &size);
		if (fd < 0)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(who.sin_addr));
		fflush(stdout);
		client(fd);
	}
}
