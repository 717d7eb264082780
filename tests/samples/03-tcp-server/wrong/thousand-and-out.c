/*
 * misconception: reserves a place in an array for every client there
 *   will ever be
 * fails: many_clients
 * shows: The client after the thousandth is written behind the array.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 1000

struct visit {
	struct sockaddr_in from;
	long bytes;
};

static struct visit visits[MAX_CLIENTS];
static int count;

static void talk(int fd, struct visit *visit)
{
	char text[4096];
	ssize_t n, m;

	while ((n = recv(fd, text, sizeof text, 0)) != 0) {
		char *p = text;

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return;
		visit->bytes += n;
		for (; n > 0; n -= m, p += m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			if (m == -1)
				m = 0;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int s, on = 1;
	char *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	long port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "%s?\n", argv[1]);
		return 1;
	}
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) == -1 ||
		listen(s, 10) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		struct visit *visit = &visits[count];
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			usleep(100000);
			continue;
		}
		count++;
		visit->from = sin;
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		talk(fd, visit);
		close(fd);
	}
}
