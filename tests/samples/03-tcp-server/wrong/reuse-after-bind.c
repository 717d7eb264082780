/*
 * misconception: sets SO_REUSEADDR when bind has already looked for it
 * fails: restart_at_once
 * shows: The option is in the program, and has no effect: a restart
 *   fails as if it were not there.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct listener {
	int fd;
	struct sockaddr_in name;
	int backlog;
};

static void listener_open(struct listener *l, unsigned port)
{
	int yes = 1;

	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (l->fd == -1)
		err(1, "socket");
	memset(&l->name, 0, sizeof l->name);
	l->name.sin_family = AF_INET;
	l->name.sin_port = htons(port);
	if (bind(l->fd, (struct sockaddr *)&l->name, sizeof l->name))
		err(1, "bind: port %u", port);
	if (setsockopt(
		    l->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes))
		err(1, "setsockopt");
	if (listen(l->fd, l->backlog))
		err(1, "listen");
}

static int listener_next(struct listener *l)
{
	int fd;

	do {
		socklen_t size = sizeof l->name;
		fd = accept(l->fd, (struct sockaddr *)&l->name, &size);
		if (fd == -1)
			usleep(15000);
	} while (fd == -1);
	return fd;
}

static void echo(int fd)
{
	char bytes[777], *next = bytes, *end = bytes;

	for (;;) {
		ssize_t n = next < end
			? send(fd, next, end - next, MSG_NOSIGNAL)
			: recv(fd, bytes, sizeof bytes, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (next < end) {
			next += n;
		} else {
			next = bytes;
			end = bytes + n;
		}
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct listener l = { .backlog = 12 };
	unsigned port = 0;
	int used = 0;

	if (argc != 2 || argv[1][0] == '-' ||
		sscanf(argv[1], "%u%n", &port, &used) != 1 ||
		argv[1][used] != '\0' || port == 0 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	listener_open(&l, port);
	for (;;) {
		int fd = listener_next(&l);
		printf("Client connected: %s\n",
			inet_ntoa(l.name.sin_addr));
		fflush(stdout);
		echo(fd);
	}
}
