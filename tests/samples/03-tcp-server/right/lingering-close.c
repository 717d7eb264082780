/* Ends its own side first and reads the client's end, then closes. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t receive(int fd, void *data, size_t size)
{
	ssize_t n = recv(fd, data, size, 0);

	return n == -1 && errno == EINTR ? receive(fd, data, size) : n;
}

/* Sends the first part, and lets itself send the rest. */
static int transmit(int fd, const char *data, size_t size)
{
	ssize_t n;

	if (size == 0)
		return 0;
	n = send(fd, data, size, MSG_NOSIGNAL);
	if (n == -1)
		return errno == EINTR ? transmit(fd, data, size) : -1;
	return transmit(fd, data + n, size - (size_t)n);
}

static void finish(int fd)
{
	char rest[100];

	if (shutdown(fd, SHUT_WR) == 0)
		while (receive(fd, rest, sizeof rest) > 0)
			continue;
	close(fd);
}

static void serve(int fd)
{
	char data[2500];
	ssize_t n;

	while ((n = receive(fd, data, sizeof data)) > 0)
		if (transmit(fd, data, (size_t)n) == -1)
			break;
	finish(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name;
	socklen_t size = sizeof name;
	int listener, fd, on = 1;
	double port;
	char *end;

	if (argc != 2)
		goto usage;
	port = strtod(argv[1], &end);
	if (end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535 || strpbrk(argv[1], ".eExXpP") != NULL)
		goto usage;

	memset(&name, 0, sizeof name);
	name.sin_family = AF_INET;
	name.sin_port = htons((in_port_t)port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1 ||
		setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(listener, (struct sockaddr *)&name, size) == -1 ||
		listen(listener, 4) == -1) {
		perror("echoserver");
		return EXIT_FAILURE;
	}
	while (1) {
		size = sizeof name;
		fd = accept(listener, (struct sockaddr *)&name, &size);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE)
				sleep(1);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		serve(fd);
	}
usage:
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	return EXIT_FAILURE;
}
