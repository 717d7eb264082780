/*
 * A server for the harness's self-tests: sends back what its clients
 * send, all of them from one loop.  usage: hub PORT
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 4096, MOST_AT_ONCE = 64 };

static void watch(int set, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) == -1)
		err(1, "epoll_ctl");
}

static int listen_on(const char *port)
{
	struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(port)),
	};
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(listener, (struct sockaddr *)&name, sizeof name) ==
			-1 ||
		listen(listener, 5) == -1)
		err(1, "port %s", port);
	return listener;
}

static void welcome(int set, int listener)
{
	struct sockaddr_in client;
	socklen_t size = sizeof client;
	int connection =
		accept(listener, (struct sockaddr *)&client, &size);

	if (connection == -1)
		err(1, "accept");
	dprintf(1, "Client connected: %s\n",
		inet_ntoa(client.sin_addr));
	watch(set, connection);
}

static void echo(int connection)
{
	char bytes[BUFFER];
	ssize_t n = recv(connection, bytes, sizeof bytes, 0);

	if (n <= 0 ||
		send(connection, bytes, (size_t)n, MSG_NOSIGNAL) != n)
		close(connection);
}

int main(int argc, char *argv[])
{
	struct epoll_event ready[MOST_AT_ONCE];
	int set = epoll_create1(0);
	int listener = listen_on(argc > 1 ? argv[1] : "0");

	watch(set, listener);
	for (;;) {
		int n = epoll_wait(set, ready, MOST_AT_ONCE, -1);

		for (int i = 0; i < n; i++)
			if (ready[i].data.fd == listener)
				welcome(set, listener);
			else
				echo(ready[i].data.fd);
	}
}
