/*
 * misconception: leaves its debugging output on stdout
 * fails: nothing_else_on_stdout
 * shows: "received 5 bytes" stands between the lines that announce
 *   clients.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT_MAX 65535

static char text[2000];

static int echo_once(int socket)
{
	ssize_t length = recv(socket, text, sizeof text, 0);
	ssize_t done = 0;

	if (length < 0 && errno == EINTR)
		return 1;
	if (length <= 0)
		return 0;
	/* to see what comes */
	printf("received %zd bytes\n", length);
	while (done < length) {
		ssize_t n = send(socket, text + done, length - done,
			MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return 0;
		done += n < 0 ? 0 : n;
	}
	return 1;
}

static int parse(const char *s)
{
	long value = 0;

	if (*s == '\0')
		return 0;
	while (*s >= '0' && *s <= '9' && value <= PORT_MAX)
		value = value * 10 + (*s++ - '0');
	return *s != '\0' || value > PORT_MAX ? 0 : value;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	int fd, sock, on = 1;

	if (argc != 2 || parse(argv[1]) == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	in.sin_port = htons(parse(argv[1]));
	sock = socket(AF_INET, SOCK_STREAM, 0);
	if (sock < 0 ||
		setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) < 0 ||
		bind(sock, (struct sockaddr *)&in, sizeof in) < 0 ||
		listen(sock, 17) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t n = sizeof in;
		fd = accept(sock, (struct sockaddr *)&in, &n);
		if (fd < 0) {
			usleep(12000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(in.sin_addr));
		fflush(stdout);
		while (echo_once(fd))
			fflush(stdout);
		close(fd);
	}
}
