/*
 * misconception: takes it for granted that socket, bind and listen work
 * fails: port_in_use two_servers reason_is_told
 *   reason_outlives_close socket_or_listen_fails
 * shows: On a port that is in use it goes on without a word, and waits
 *   on a port that nobody knows.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int server;

static void open_server(int port)
{
	struct sockaddr_in a;
	int one = 1;

	server = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	a.sin_addr.s_addr = INADDR_ANY;
	bind(server, (struct sockaddr *)&a, sizeof a);
	listen(server, 20);
}

static void handle(int fd)
{
	char buf[1024];
	int n, m, off;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		for (off = 0; off < n; off += m) {
			m = send(fd, buf + off, n - off, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			else if (m == -1)
				return;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in c;
	socklen_t len;
	char *end = "x";
	long port = 0;
	int fd;

	if (argc == 2 && argv[1][0] != '-')
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	open_server(port);
	for (;;) {
		len = sizeof c;
		fd = accept(server, (struct sockaddr *)&c, &len);
		if (fd == -1) {
			usleep(20000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(c.sin_addr));
		fflush(stdout);
		handle(fd);
		close(fd);
	}
}
