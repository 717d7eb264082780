/*
 * misconception: may choose a port by itself when it is given none
 * fails: usage_without_arguments
 * shows: Without arguments it listens on port 7777 and waits.
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

#define DEFAULT_PORT 7777

static int choose_port(int argc, char *argv[])
{
	char *rest;
	long port;

	if (argc == 1)
		return DEFAULT_PORT;
	if (argc == 2) {
		port = strtol(argv[1], &rest, 10);
		if (rest != argv[1] && *rest == '\0' && port > 0 &&
			port < 65536)
			return port;
	}
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	exit(1);
}

static int listen_at(int port)
{
	int fd, on = 1;
	struct sockaddr_in address;

	memset(&address, 0, sizeof address);
	address.sin_family = AF_INET;
	address.sin_addr.s_addr = htonl(INADDR_ANY);
	address.sin_port = htons(port);
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(fd, (struct sockaddr *)&address, sizeof address))
		err(1, "bind to port %d", port);
	if (listen(fd, 4))
		err(1, "listen");
	return fd;
}

int main(int argc, char *argv[])
{
	int listener = listen_at(choose_port(argc, argv));
	struct sockaddr_in from;
	socklen_t length;
	char data[3000];
	int fd;
	ssize_t n, m, sent;

	for (;; close(fd)) {
		length = sizeof from;
		while ((fd = accept(listener, (struct sockaddr *)&from,
				&length)) == -1)
			usleep(errno == EMFILE ? 100000 : 1000);
		printf("Client connected: %s\n",
			inet_ntoa(from.sin_addr));
		fflush(stdout);
	more:
		n = recv(fd, data, sizeof data, 0);
		if (n == -1 && errno == EINTR)
			goto more;
		for (sent = 0; sent < n; sent += m) {
			m = send(fd, data + sent, n - sent,
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			else if (m == -1)
				break;
		}
		if (n > 0 && sent == n)
			goto more;
	}
}
