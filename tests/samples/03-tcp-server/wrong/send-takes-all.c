/*
 * misconception: expects that send takes all it is given
 * fails: short_send
 * shows: Where the kernel takes only a part, the rest is never sent.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int retry_send(int fd, const void *data, size_t size)
{
	int n;

	do
		n = send(fd, data, size, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n;
}

static void echo(int fd)
{
	char line[1024];
	int n;

	for (;;) {
		n = recv(fd, line, sizeof line, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (retry_send(fd, line, n) == -1)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr, from;
	int sock, fd, flag = 1;
	socklen_t len;
	char *end;
	long port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end || port < 1 || port > 65535) {
		fprintf(stderr, "%s is not a port\n", argv[1]);
		return 1;
	}
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	sock = socket(AF_INET, SOCK_STREAM, 0);
	if (sock < 0) {
		perror("socket");
		return 1;
	}
	setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &flag, sizeof flag);
	if (bind(sock, (struct sockaddr *)&addr, sizeof addr) < 0 ||
		listen(sock, 10) < 0) {
		perror(argv[1]);
		return 1;
	}
	for (;;) {
		len = sizeof from;
		fd = accept(sock, (struct sockaddr *)&from, &len);
		if (fd < 0) {
			usleep(30000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(from.sin_addr));
		fflush(stdout);
		echo(fd);
	}
}
