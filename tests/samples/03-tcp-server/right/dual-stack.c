/* An IPv6 socket for both families; shows IPv4 clients as IPv4. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_on(unsigned port)
{
	struct sockaddr_in6 all = { .sin6_family = AF_INET6,
		.sin6_port = htons((in_port_t)port),
		.sin6_addr = IN6ADDR_ANY_INIT };
	int on = 1, off = 0;
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (fd < 0)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) <
		0)
		err(1, "SO_REUSEADDR");
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off))
		err(1, "IPV6_V6ONLY");
	if (bind(fd, (struct sockaddr *)&all, sizeof all) < 0)
		err(1, "bind to port %u", port);
	if (listen(fd, 32) < 0)
		err(1, "listen on port %u", port);
	return fd;
}

static void announce(const struct in6_addr *address)
{
	char text[INET6_ADDRSTRLEN];

	/* The last four bytes of ::ffff:a.b.c.d are of IPv4. */
	if (IN6_IS_ADDR_V4MAPPED(address))
		inet_ntop(AF_INET, &address->s6_addr[12], text,
			sizeof text);
	else
		inet_ntop(AF_INET6, address, text, sizeof text);
	printf("Client connected: %s\n", text);
	fflush(stdout);
}

static void echo(int fd)
{
	char chunk[1024], *p;
	ssize_t n, m;

	while ((n = recv(fd, p = chunk, sizeof chunk, 0)) != 0) {
		if (n < 0 && errno != EINTR)
			return;
		for (; n > 0; n -= m, p += m) {
			m = send(fd, p, (size_t)n, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			if (m < 0)
				m = 0;
		}
	}
}

int main(int argc, char *argv[])
{
	const char *digits = "0123456789";
	unsigned long port = 0;

	if (argc == 2 && argv[1][strspn(argv[1], digits)] == '\0')
		port = strtoul(argv[1], NULL, 10);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	int door = listen_on((unsigned)port);
	while (1) {
		struct sockaddr_in6 who;
		socklen_t size = sizeof who;
		int fd = accept(door, (struct sockaddr *)&who, &size);
		if (fd < 0 && errno == EINTR)
			continue;
		if (fd < 0) {
			warn("accept");
			poll(NULL, 0, 250);
			continue;
		}
		announce(&who.sin6_addr);
		echo(fd);
		close(fd);
	}
}
