/*
 * misconception: takes a buffer that is not full for the end of the
 *   stream
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader short_receive crowd_in_reverse silent_client
 * shows: After the first short piece it closes the connection.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SIZE = 512 };

static ssize_t read_some(int fd, char *b)
{
	ssize_t n;

	while ((n = recv(fd, b, SIZE, 0)) < 0 && errno == EINTR)
		;
	return n;
}

static int write_some(int fd, const char *b, ssize_t n)
{
	ssize_t m;

	for (; n > 0; b += m, n -= m) {
		while ((m = send(fd, b, n, MSG_NOSIGNAL)) < 0 &&
			errno == EINTR)
			;
		if (m < 0)
			return -1;
	}
	return 0;
}

static void copy(int fd)
{
	char b[SIZE];
	ssize_t n;

	/* As with files: the last block is the one that is not full. */
	do {
		n = read_some(fd, b);
		if (n > 0 && write_some(fd, b, n) < 0)
			break;
	} while (n == SIZE);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in me = { .sin_family = AF_INET };
	int fd, s, on = 1;
	unsigned port;
	char rest;

	if (argc != 2 || argv[1][0] == '-' ||
		sscanf(argv[1], "%u%c", &port, &rest) != 1 ||
		port < 1 || port > 65535) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	me.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
		bind(s, (void *)&me, sizeof me) || listen(s, 32)) {
		fprintf(stderr, "echoserver: %s\n", strerror(errno));
		return EXIT_FAILURE;
	}
	for (;;) {
		socklen_t size = sizeof me;
		if ((fd = accept(s, (void *)&me, &size)) == -1) {
			usleep(30000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(me.sin_addr));
		fflush(stdout);
		copy(fd);
		close(fd);
	}
}
