/* epoll watches either the listener or the one client, never both. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static int watcher, listener;

static void watch(int fd, int on)
{
	struct epoll_event event = { .events = EPOLLIN,
		.data = { .fd = fd } };

	if (epoll_ctl(watcher, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd,
		    &event) == -1)
		err(1, "epoll_ctl");
}

static void meet(void)
{
	struct sockaddr_in name;
	socklen_t size = sizeof name;
	char text[INET_ADDRSTRLEN];
	int fd = accept(listener, (struct sockaddr *)&name, &size);

	if (fd == -1) {
		usleep(20000);
		return;
	}
	inet_ntop(AF_INET, &name.sin_addr, text, sizeof text);
	printf("Client connected: %s\n", text);
	fflush(stdout);
	watch(listener, 0);
	watch(fd, 1);
}

static void part_from(int fd)
{
	watch(fd, 0);
	close(fd);
	watch(listener, 1);
}

static void answer(int fd)
{
	char bytes[10000];
	ssize_t n = recv(fd, bytes, sizeof bytes, 0);
	ssize_t sent = 0;

	if (n == -1 && errno == EINTR)
		return;
	while (sent < n) {
		ssize_t now = send(fd, bytes + sent, (size_t)(n - sent),
			MSG_NOSIGNAL);
		if (now >= 0)
			sent += now;
		else if (errno != EINTR)
			n = -1;
	}
	if (n <= 0)
		part_from(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	struct epoll_event event;
	int on = 1, used = 0;
	unsigned port = 0;

	if (argc != 2 || sscanf(argv[1], "%5u%n", &port, &used) != 1 ||
		argv[1][used] != '\0' || argv[1][0] == '-' ||
		port == 0 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	any.sin_port = htons((in_port_t)port);
	if ((listener = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1 ||
		bind(listener, (void *)&any, sizeof any) == -1 ||
		listen(listener, 20) == -1)
		err(1, "cannot listen on %u", port);
	if ((watcher = epoll_create1(EPOLL_CLOEXEC)) == -1)
		err(1, "epoll");
	watch(listener, 1);
	for (;;)
		if (epoll_wait(watcher, &event, 1, -1) == 1)
			event.data.fd == listener
				? meet()
				: answer(event.data.fd);
}
