/*
 * misconception: serves every client at once, each in a child
 * fails: one_at_a_time crowd_in_reverse
 * shows: The second client is announced and served while the first one
 *   still talks.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void child(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				_exit(1);
			if (m < 0)
				m = 0;
		}
	}
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int listener, fd, on = 1;
	char *end = "-";
	long port = 0;

	if (argc == 2 && argv[1][0] != '\0')
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	sin.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&sin, sizeof sin) == -1 ||
		listen(listener, 128) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		fd = accept(listener, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		if (fork() == 0) {
			close(listener);
			child(fd);
		}
		close(fd);
	}
}
