/* recv and accept time out now and then, and are called again. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void limit_waiting(int fd)
{
	struct timeval limit = { .tv_usec = 20000 };

	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit,
		    sizeof limit) != 0)
		perror("SO_RCVTIMEO");
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit,
		    sizeof limit) != 0)
		perror("SO_SNDTIMEO");
}

static bool nothing_wrong(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK ||
		errno == EINTR;
}

static bool send_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
		if (m < 0 && !nothing_wrong())
			return false;
		if (m < 0)
			continue;
		p += m;
		n -= (size_t)m;
	}
	return true;
}

static void handle(int fd)
{
	char block[3333];
	ssize_t n;

	limit_waiting(fd);
	for (;;) {
		n = recv(fd, block, sizeof(block), 0);
		if (n == 0)
			break;
		if (n < 0 && nothing_wrong())
			continue;
		if (n < 0 || !send_all(fd, block, (size_t)n))
			break;
	}
	if (close(fd) != 0)
		perror("close");
}

int main(int argc, char **argv)
{
	struct sockaddr_in addr;
	int sock, option = 1;
	size_t digits = argc == 2 ? strspn(argv[1], "0123456789") : 0;
	long port = digits > 0 ? strtol(argv[1], NULL, 10) : 0;

	if (port < 1 || port > 65535 || argv[1][digits] != '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	memset(&addr, 0, sizeof(addr));
	addr.sin_family = AF_INET;
	addr.sin_port = htons((unsigned short)port);
	if ((sock = socket(AF_INET, SOCK_STREAM, 0)) < 0 ||
		setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &option,
			sizeof(option)) < 0 ||
		bind(sock, (struct sockaddr *)&addr, sizeof(addr)) <
			0 ||
		listen(sock, 30) < 0) {
		perror("cannot start");
		return 1;
	}
	limit_waiting(sock);
	for (;;) {
		socklen_t size = sizeof(addr);
		int fd = accept(sock, (struct sockaddr *)&addr, &size);
		if (fd >= 0) {
			printf("Client connected: %s\n",
				inet_ntoa(addr.sin_addr));
			fflush(stdout);
			handle(fd);
		} else if (!nothing_wrong()) {
			usleep(20000);
		}
	}
}
