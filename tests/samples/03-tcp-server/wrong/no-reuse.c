/*
 * misconception: expects that a port is free as soon as its server is
 *   gone
 * fails: restart_at_once
 * shows: After it was killed while it served, it cannot start again for
 *   a minute: "Address already in use".
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct sockaddr sa;
typedef struct sockaddr_in sa_in;

static int listen_to(unsigned short port)
{
	sa_in any = { .sin_family = AF_INET, .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (sa *)&any, sizeof any) < 0 ||
		listen(fd, 64) < 0) {
		perror("echoserver");
		exit(1);
	}
	return fd;
}

static int write_all(int fd, const char *p, const char *end)
{
	while (p < end) {
		ssize_t n = send(fd, p, end - p, MSG_NOSIGNAL);

		if (n >= 0)
			p += n;
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}

static void serve(int fd, sa_in *client)
{
	char block[4096];
	ssize_t n;

	printf("Client connected: %s\n", inet_ntoa(client->sin_addr));
	fflush(stdout);
	do {
		n = recv(fd, block, sizeof block, 0);
		if (n > 0 && write_all(fd, block, block + n) < 0)
			break;
	} while (n > 0 || (n < 0 && errno == EINTR));
	close(fd);
}

int main(int argc, char *argv[])
{
	char *rest;
	unsigned long port;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9')
		goto usage;
	port = strtoul(argv[1], &rest, 10);
	if (*rest != '\0' || port == 0 || port > 65535)
		goto usage;

	int server = listen_to(port);
	sa_in client;
	for (;;) {
		socklen_t size = sizeof client;
		int fd = accept(server, (sa *)&client, &size);
		if (fd >= 0)
			serve(fd, &client);
		else if (errno == EMFILE || errno == ENFILE)
			sleep(1);
	}
usage:
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	return 1;
}
