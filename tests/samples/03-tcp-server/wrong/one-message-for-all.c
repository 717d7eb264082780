/*
 * misconception: takes "cannot start" for a message that says enough
 * fails: reason_is_told
 * shows: A port in use and a forbidden port read the same.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int port_from(const char *text)
{
	int port = 0;

	for (; *text >= '0' && *text <= '9' && port < 65536; text++)
		port = port * 10 + *text - '0';
	return *text == '\0' && port < 65536 ? port : 0;
}

static int start(int port)
{
	struct sockaddr_in all = { .sin_family = AF_INET };
	int on = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	all.sin_port = htons(port);
	if (s != -1 &&
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == 0 &&
		bind(s, (struct sockaddr *)&all, sizeof all) == 0 &&
		listen(s, 10) == 0)
		return s;
	fprintf(stderr, "echoserver: cannot start the server\n");
	exit(EXIT_FAILURE);
}

static void echo(int fd)
{
	unsigned char chunk[600];
	ssize_t in, out, done;

	for (;;) {
		do
			in = recv(fd, chunk, sizeof chunk, 0);
		while (in < 0 && errno == EINTR);
		if (in <= 0)
			return;
		for (done = 0; done < in; done += out) {
			do
				out = send(fd, chunk + done, in - done,
					MSG_NOSIGNAL);
			while (out < 0 && errno == EINTR);
			if (out < 0)
				return;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in who;
	int port = argc == 2 ? port_from(argv[1]) : 0;

	if (port == 0) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int s = start(port);
	for (;;) {
		socklen_t size = sizeof who;
		int fd = accept(s, (struct sockaddr *)&who, &size);
		if (fd < 0) {
			poll(NULL, 0, 40);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(who.sin_addr));
		fflush(stdout);
		echo(fd);
		close(fd);
	}
}
