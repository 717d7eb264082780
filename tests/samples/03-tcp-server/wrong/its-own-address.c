/*
 * misconception: asks getsockname for the address of the other end
 * fails: announces_other_address
 * shows: Whoever comes, the address is that of the server.
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

static const char *address_of(int fd)
{
	struct sockaddr_in name;
	socklen_t size = sizeof name;

	if (getsockname(fd, (struct sockaddr *)&name, &size) == -1)
		return strerror(errno);
	return inet_ntoa(name.sin_addr);
}

static void mirror(int fd)
{
	char line[4000];
	ssize_t got, put, n;

	while ((got = recv(fd, line, sizeof line, 0)) != 0) {
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return;
		put = 0;
		do {
			n = send(fd, line + put, got - put,
				MSG_NOSIGNAL);
			if (n == -1 && errno != EINTR)
				return;
			put += n == -1 ? 0 : n;
		} while (put < got);
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	char *rest = argv[0];
	unsigned long port = 0;
	int one = 1;

	if (argc == 2 && strspn(argv[1], "0123456789") > 0)
		port = strtoul(argv[1], &rest, 10);
	if (*rest != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	any.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one))
		err(1, "setsockopt");
	if (bind(s, (struct sockaddr *)&any, sizeof any))
		err(1, "bind");
	if (listen(s, 24))
		err(1, "listen");
	for (;;) {
		int fd = accept(s, NULL, NULL);

		if (fd == -1) {
			usleep(45000);
			continue;
		}
		printf("Client connected: %s\n", address_of(fd));
		fflush(stdout);
		mirror(fd);
		close(fd);
	}
}
