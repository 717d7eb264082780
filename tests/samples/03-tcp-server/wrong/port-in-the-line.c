/*
 * misconception: adds the client's port to its address
 * fails: announces_client announces_other_address
 *   announced_before_data nothing_else_on_stdout
 * shows: "Client connected: 127.0.0.1:40306" is more than the line that
 *   others look for.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void show(const struct sockaddr_in *sin)
{
	char quad[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &sin->sin_addr, quad, sizeof quad);
	printf("Client connected: %s:%d\n", quad, ntohs(sin->sin_port));
	fflush(stdout);
}

static int pass(int from, int to, char *space, size_t room)
{
	ssize_t n = recv(from, space, room, 0);

	if (n <= 0)
		return n < 0 && errno == EINTR ? 1 : 0;
	while (n > 0) {
		ssize_t m = send(to, space, n, MSG_NOSIGNAL);
		if (m < 0 && errno == EINTR)
			continue;
		if (m < 0)
			return 0;
		space += m;
		n -= m;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin;
	char space[6000];
	char *end;
	int fd, listener, on = 1;

	if (argc != 2) {
	usage:
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	long port = strtol(argv[1], &end, 10);
	if (port < 1 || port > 65535 || *end)
		goto usage;

	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	sin.sin_port = htons((unsigned short)port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (void *)&sin, sizeof sin) ||
		listen(listener, 3)) {
		fprintf(stderr, "port %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}
	while (1) {
		socklen_t size = sizeof sin;
		fd = accept(listener, (void *)&sin, &size);
		if (fd < 0) {
			usleep(60000);
			continue;
		}
		show(&sin);
		while (pass(fd, fd, space, sizeof space))
			continue;
		close(fd);
	}
}
