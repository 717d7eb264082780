/*
 * misconception: takes a byte of 255 for the end
 * fails: echoes_every_byte_value no_line_is_a_command
 *   echoes_a_mebibyte slow_reader late_reader_gets_the_rest
 * shows: A char of 255 equals EOF, and the turn ends.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int die(const char *what, const char *why)
{
	fprintf(stderr, "echoserver: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static int listener_for(const char *port)
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *found;
	int code = getaddrinfo(NULL, port, &hints, &found);
	int on = 1;

	if (code != 0)
		die(port, gai_strerror(code));
	int fd = socket(found->ai_family, found->ai_socktype, 0);
	if (fd == -1)
		die("socket", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, found->ai_addr, found->ai_addrlen) == -1 ||
		listen(fd, SOMAXCONN) == -1)
		die(port, strerror(errno));
	freeaddrinfo(found);
	return fd;
}

static void echo(int fd)
{
	for (;;) {
		char c;
		ssize_t n = recv(fd, &c, 1, 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0 || c == EOF)
			return;
		while ((n = send(fd, &c, 1, MSG_NOSIGNAL)) == -1 &&
			errno == EINTR)
			;
		if (n == -1)
			return;
	}
}

int main(int argc, char *argv[])
{
	size_t digits = argc == 2 ? strspn(argv[1], "0123456789") : 0;
	long number = digits > 0 && argv[1][digits] == '\0'
		? strtol(argv[1], NULL, 10)
		: 0;

	if (number < 1 || number > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	int listener = listener_for(argv[1]);
	for (;;) {
		struct sockaddr_in client;
		socklen_t size = sizeof client;
		int fd = accept(
			listener, (struct sockaddr *)&client, &size);

		if (fd == -1) {
			usleep(25000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		fflush(stdout);
		echo(fd);
		close(fd);
	}
}
