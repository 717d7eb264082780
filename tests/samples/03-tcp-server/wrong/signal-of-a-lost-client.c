/*
 * misconception: expects send to say so when the client is gone
 * fails: leaves_without_reading
 * shows: It is killed by signal 13 (SIGPIPE) before it can look at the
 *   result.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int write_all(int fd, const char *data, size_t size)
{
	size_t written = 0;

	while (written < size) {
		ssize_t n = write(fd, data + written, size - written);
		if (n < 0) {
			if (errno == EINTR)
				continue;
			fprintf(stderr, "client is gone: %s\n",
				strerror(errno));
			return -1;
		}
		written += n;
	}
	return 0;
}

static void echo(int fd)
{
	char data[4096];

	for (;;) {
		ssize_t n = read(fd, data, sizeof data);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || write_all(fd, data, n) < 0)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int server, on = 1;
	long port = 0;
	char *end = NULL;

	if (argc == 2)
		port = strtol(argv[1], &end, 10);
	if (end == NULL || end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	address.sin_port = htons(port);
	server = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(server, (struct sockaddr *)&address, sizeof address) <
			0 ||
		listen(server, 10) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof address;
		int fd = accept(
			server, (struct sockaddr *)&address, &size);
		if (fd < 0) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(address.sin_addr));
		fflush(stdout);
		echo(fd);
	}
}
