/*
 * misconception: takes every failure of accept for the end of the
 *   server
 * fails: accept_aborted no_descriptor_free interrupted_accept
 * shows: A signal, a client that left the queue, or a lack of
 *   descriptors ends it.
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

static void echo(int fd)
{
	char buf[4096];
	ssize_t n, m, k;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			warn("recv");
		if (n <= 0)
			return;
		for (k = 0; k < n; k += m) {
			m = send(fd, buf + k, n - k, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1) {
				warn("send");
				return;
			}
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr, client;
	socklen_t len;
	char text[INET_ADDRSTRLEN], *end;
	int fd, cfd, on = 1;
	unsigned long port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtoul(argv[1], &end, 10);
	if (*end != '\0' || port == 0 || port > 65535)
		errx(1, "bad port \"%s\"", argv[1]);
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	addr.sin_addr.s_addr = htonl(INADDR_ANY);
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ==
		-1)
		err(1, "setsockopt");
	if (bind(fd, (struct sockaddr *)&addr, sizeof addr) == -1)
		err(1, "bind");
	if (listen(fd, 128) == -1)
		err(1, "listen");
	for (;;) {
		len = sizeof client;
		cfd = accept(fd, (struct sockaddr *)&client, &len);
		if (cfd == -1)
			err(1, "accept");
		inet_ntop(AF_INET, &client.sin_addr, text, sizeof text);
		printf("Client connected: %s\n", text);
		fflush(stdout);
		echo(cfd);
		close(cfd);
	}
}
