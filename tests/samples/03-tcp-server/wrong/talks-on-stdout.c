/*
 * misconception: takes stdout for the place where a server tells what
 *   it does
 * fails: nothing_else_on_stdout
 * shows: "Listening on port 7777" stands above the clients.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int start(unsigned short port)
{
	struct sockaddr_in addr = { 0 };
	int opt = 1, fd;

	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd == -1) {
		perror("socket failed");
		exit(EXIT_FAILURE);
	}
	if (setsockopt(
		    fd, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt))) {
		perror("setsockopt failed");
		exit(EXIT_FAILURE);
	}
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	addr.sin_addr.s_addr = INADDR_ANY;
	if (bind(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
		perror("bind failed");
		exit(EXIT_FAILURE);
	}
	if (listen(fd, 3) < 0) {
		perror("listen failed");
		exit(EXIT_FAILURE);
	}
	printf("Listening on port %d\n", port);
	fflush(stdout);
	return fd;
}

static int transfer(int fd)
{
	char buffer[1024], *p = buffer;
	ssize_t n = recv(fd, buffer, sizeof(buffer), 0);

	if (n == 0 || (n < 0 && errno != EINTR))
		return 0;
	while (n > 0) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
		if (sent < 0) {
			if (errno == EINTR)
				continue;
			return 0;
		}
		p += sent;
		n -= sent;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(EXIT_FAILURE);
	}
	char *end;
	long port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535) {
		fprintf(stderr, "Invalid port: %s\n", argv[1]);
		exit(EXIT_FAILURE);
	}
	int server = start(port);
	while (1) {
		struct sockaddr_in client;
		socklen_t len = sizeof(client);
		int fd = accept(
			server, (struct sockaddr *)&client, &len);
		if (fd < 0) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		fflush(stdout);
		while (transfer(fd))
			;
		close(fd);
	}
}
