/* accept without an address; getpeername tells it afterwards. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 512

static int listener;

/* ENOTCONN: the client was in the queue and has gone from there. */
static int introduce(int fd)
{
	struct sockaddr_in sin;
	socklen_t len = sizeof(sin);

	if (getpeername(fd, (struct sockaddr *)&sin, &len) == -1) {
		perror("getpeername");
		return 0;
	}
	printf("Client connected: %s\n", inet_ntoa(sin.sin_addr));
	fflush(stdout);
	return 1;
}

static void echo(int fd)
{
	char line[MAX];
	ssize_t have = 0, gone = 0, n;

	while (1) {
		if (gone < have)
			n = send(fd, line + gone, (size_t)(have - gone),
				MSG_NOSIGNAL);
		else
			n = recv(fd, line, MAX, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == 0 || n == -1)
			return;
		if (gone < have) {
			gone += n;
		} else {
			have = n;
			gone = 0;
		}
	}
}

static void setup(unsigned short port)
{
	struct sockaddr_in sin;
	int opt = 1;

	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1) {
		perror("socket");
		exit(1);
	}
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
	bzero(&sin, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	sin.sin_addr.s_addr = htonl(INADDR_ANY);
	if (bind(listener, (struct sockaddr *)&sin, sizeof(sin)) ==
		-1) {
		perror("bind");
		exit(1);
	}
	if (listen(listener, 5) == -1) {
		perror("listen");
		exit(1);
	}
}

int main(int argc, char *argv[])
{
	int i, port = 0;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	for (i = 0; argv[1][i] >= '0' && argv[1][i] <= '9' && i < 6;
		i++)
		port = 10 * port + (argv[1][i] - '0');
	if (argv[1][i] != 0 || port == 0 || port > 65535) {
		fprintf(stderr, "%s is not a port\n", argv[1]);
		exit(1);
	}
	setup((unsigned short)port);
	while (1) {
		int fd = accept(listener, NULL, NULL);
		if (fd == -1) {
			if (errno == EMFILE)
				usleep(100 * 1000);
			continue;
		}
		if (introduce(fd))
			echo(fd);
		close(fd);
	}
}
