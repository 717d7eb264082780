/*
 * misconception: closes a connection only where all went well
 * fails: lost_clients
 * shows: Every client that resets leaves a descriptor behind.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void handle_client(int client)
{
	char buffer[1400];

	for (;;) {
		ssize_t n = recv(client, buffer, sizeof buffer, 0);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			perror("recv");
			return;
		}
		if (n == 0)
			break;
		for (ssize_t i = 0; i < n;) {
			ssize_t m = send(client, buffer + i, n - i,
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				continue;
			if (m == -1) {
				perror("send");
				return;
			}
			i += m;
		}
	}
	close(client);
}

static int listen_or_exit(int port)
{
	struct sockaddr_in addr = { 0 };
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	addr.sin_addr.s_addr = htonl(INADDR_ANY);
	if (fd == -1 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one,
			sizeof one) == -1 ||
		bind(fd, (struct sockaddr *)&addr, sizeof addr) == -1 ||
		listen(fd, 10) == -1) {
		fprintf(stderr, "echoserver: port %d: %s\n", port,
			strerror(errno));
		exit(1);
	}
	return fd;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr;
	int fd, client, port = 0;
	char tail;

	if (argc == 2 && sscanf(argv[1], "%7d%c", &port, &tail) != 1)
		port = 0;
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	fd = listen_or_exit(port);
	for (;;) {
		socklen_t size = sizeof addr;
		client = accept(fd, (struct sockaddr *)&addr, &size);
		if (client == -1) {
			if (errno != EINTR)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		handle_client(client);
	}
}
