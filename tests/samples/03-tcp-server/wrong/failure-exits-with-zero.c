/*
 * misconception: takes a message for enough and leaves the exit status
 *   alone
 * fails: port_in_use two_servers reason_is_told
 *   socket_or_listen_fails
 * shows: It says that the port is in use, and exits with status 0.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Result: the socket, or -1 after a message. */
static int server_socket(int port)
{
	struct sockaddr_in me = { AF_INET, htons(port), { 0 }, { 0 } };
	int fd, reuse = 1;

	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1) {
		perror("socket");
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
	if (bind(fd, (struct sockaddr *)&me, sizeof me) == -1) {
		perror("bind");
		return -1;
	}
	if (listen(fd, 16) == -1) {
		perror("listen");
		return -1;
	}
	return fd;
}

static int echo_one(int fd)
{
	char data[256];
	int n = recv(fd, data, sizeof data, 0);
	char *p = data;

	if (n == -1 && errno == EINTR)
		return 1;
	if (n <= 0)
		return 0;
	while (n > 0) {
		int sent = send(fd, p, n, MSG_NOSIGNAL);
		if (sent == -1 && errno != EINTR)
			return 0;
		if (sent > 0) {
			p += sent;
			n -= sent;
		}
	}
	return 1;
}

static void run(int server)
{
	for (;;) {
		struct sockaddr_in peer;
		socklen_t length = sizeof peer;
		int fd = accept(
			server, (struct sockaddr *)&peer, &length);

		if (fd == -1) {
			usleep(errno == EINTR ? 0 : 50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		while (echo_one(fd))
			;
		close(fd);
	}
}

int main(int argc, char *argv[])
{
	int server, port = argc == 2 ? atoi(argv[1]) : 0;

	if (port < 1 || port > 65535 ||
		argv[1][strspn(argv[1], "0123456789")] != '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	server = server_socket(port);
	if (server != -1)
		run(server);
	return 0;
}
