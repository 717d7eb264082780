/*
 * misconception: forgets that a signal may interrupt accept
 * fails: interrupted_accept
 * shows: It knows what accept may fail for, and a signal is not among
 *   it: the server ends.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int take_client(int listener, struct sockaddr_in *who)
{
	for (;;) {
		socklen_t size = sizeof *who;
		int fd =
			accept(listener, (struct sockaddr *)who, &size);

		if (fd != -1)
			return fd;
		switch (errno) {
		case ECONNABORTED:
		case EPROTO:
			break;
		case EMFILE:
		case ENFILE:
		case ENOBUFS:
		case ENOMEM:
			poll(NULL, 0, 100);
			break;
		default:
			perror("accept");
			exit(1);
		}
	}
}

static int pump(int fd, char *tank, size_t size)
{
	ssize_t in, out;

	do
		in = recv(fd, tank, size, 0);
	while (in == -1 && errno == EINTR);
	if (in <= 0)
		return 0;
	while (in > 0) {
		do
			out = send(fd, tank, in, MSG_NOSIGNAL);
		while (out == -1 && errno == EINTR);
		if (out == -1)
			return 0;
		tank += out;
		in -= out;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	char tank[10000];
	int port = 0, on = 1, i;

	for (i = 0; argc == 2 && argv[1][i] && port >= 0; i++)
		port = argv[1][i] < '0' || argv[1][i] > '9' || i > 4
			? -1
			: port * 10 + argv[1][i] - '0';
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 50)) {
		perror("echoserver");
		return 1;
	}
	while (1) {
		int fd = take_client(s, &sin);
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		while (pump(fd, tank, sizeof tank))
			;
		close(fd);
	}
}
