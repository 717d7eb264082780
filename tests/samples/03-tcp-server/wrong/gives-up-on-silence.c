/*
 * misconception: sets a time limit for clients that say nothing
 * fails: silent_client
 * shows: After five seconds of silence the connection is closed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void limit(int fd)
{
	struct timeval five = { .tv_sec = 5 };

	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &five,
		    sizeof five) == -1)
		perror("SO_RCVTIMEO");
}

static void loop(int fd)
{
	char chunk[1024];
	ssize_t n, sent, m;

	limit(fd);
	while (1) {
		n = recv(fd, chunk, sizeof chunk, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno == EAGAIN)
			fprintf(stderr, "client is too slow\n");
		if (n <= 0)
			return;
		for (sent = 0; sent < n; sent += m) {
			m = send(fd, chunk + sent, n - sent,
				MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			if (m == -1)
				m = 0;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	int s, on = 1;
	char *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	long port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535) {
		fprintf(stderr, "%s: not a port\n", argv[1]);
		return 1;
	}
	in.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&in, sizeof in) == -1 ||
		listen(s, 10) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof in;
		int fd = accept(s, (struct sockaddr *)&in, &size);
		if (fd == -1) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(in.sin_addr));
		fflush(stdout);
		loop(fd);
		close(fd);
	}
}
