/* Receives and sends single bytes, however many there are. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* -1: the client has ended, or is lost */
static int next_byte(int fd)
{
	unsigned char byte;
	ssize_t n;

	do
		n = recv(fd, &byte, 1, 0);
	while (n == -1 && errno == EINTR);
	return n == 1 ? byte : -1;
}

static int give_byte(int fd, unsigned char byte)
{
	ssize_t n;

	do
		n = send(fd, &byte, 1, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n == 1;
}

static int open_port(const char *text)
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	long port = 0;
	int on = 1;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c < '0' || *c > '9' || port > 65535)
			return -1;
		port = 10 * port + *c - '0';
	}
	if (port < 1 || port > 65535)
		return -1;
	any.sin_port = htons((in_port_t)port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd == -1 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(fd, (struct sockaddr *)&any, sizeof any) == -1 ||
		listen(fd, 7) == -1) {
		perror("echoserver");
		exit(1);
	}
	return fd;
}

int main(int argc, char *argv[])
{
	int listener = argc == 2 ? open_port(argv[1]) : -1;

	if (listener == -1) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	for (;;) {
		struct sockaddr_in from;
		socklen_t size = sizeof from;
		int byte,
			fd = accept(listener, (struct sockaddr *)&from,
				&size);

		if (fd == -1) {
			if (errno != EINTR)
				usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(from.sin_addr));
		fflush(stdout);
		while ((byte = next_byte(fd)) != -1)
			if (!give_byte(fd, (unsigned char)byte))
				break;
		close(fd);
	}
}
