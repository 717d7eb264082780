/* All of it in main, with dprintf for the lines and goto. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len;
	char buf[300];
	ssize_t n, m, done;
	int s, c, one = 1;
	long port = 0;
	char *end = argv[0];

	if (argc == 2 && argv[1][0] != '-' && argv[1][0] != '\0')
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port <= 0 || port > 65535) {
		dprintf(2, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	a.sin_port = htons((in_port_t)port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		goto fail;
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one))
		goto fail;
	if (bind(s, (struct sockaddr *)&a, sizeof a))
		goto fail;
	if (listen(s, 10))
		goto fail;
next:
	len = sizeof a;
	c = accept(s, (struct sockaddr *)&a, &len);
	if (c == -1 && (errno == EINTR || errno == ECONNABORTED))
		goto next;
	if (c == -1) {
		usleep(100000);
		goto next;
	}
	dprintf(1, "Client connected: %s\n", inet_ntoa(a.sin_addr));
again:
	n = recv(c, buf, sizeof buf, 0);
	if (n == -1 && errno == EINTR)
		goto again;
	if (n <= 0)
		goto bye;
	done = 0;
more:
	m = send(c, buf + done, (size_t)(n - done), MSG_NOSIGNAL);
	if (m == -1 && errno != EINTR)
		goto bye;
	if (m > 0)
		done += m;
	if (done < n)
		goto more;
	goto again;
bye:
	close(c);
	goto next;
fail:
	dprintf(2, "%s: port %ld: %s\n", argv[0], port,
		strerror(errno));
	return 1;
}
