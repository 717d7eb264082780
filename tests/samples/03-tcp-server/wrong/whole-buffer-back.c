/*
 * misconception: sends back as much as the longest message had so far
 * fails: echoes_every_byte_value no_line_is_a_command
 *   pause_at_every_split echoes_a_mebibyte slow_reader half_close
 *   all_said_before_its_turn late_reader_gets_the_rest
 *   nothing_of_the_previous_client short_receive
 * shows: A short message comes back with the tail of an older one, even
 *   of another client.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[2900];
static size_t length;

static int fill(int fd)
{
	ssize_t n;

	while ((n = recv(fd, buffer, sizeof buffer, 0)) == -1)
		if (errno != EINTR)
			return 0;
	if (length < (size_t)n)
		length = n;
	return n > 0;
}

static int flush(int fd)
{
	for (size_t at = 0; at < length;) {
		ssize_t n = send(
			fd, buffer + at, length - at, MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			return 0;
		at += n == -1 ? 0 : n;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int port = 0, on = 1, n = 0;

	if (argc != 2 || sscanf(argv[1], "%5d%n", &port, &n) != 1 ||
		argv[1][n] != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	at.sin_port = htons(port);
	int door = socket(AF_INET, SOCK_STREAM, 0);
	if (setsockopt(
		    door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
		bind(door, (struct sockaddr *)&at, sizeof at) ||
		listen(door, 9)) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof at;
		int fd = accept(door, (struct sockaddr *)&at, &size);

		if (fd == -1) {
			usleep(45000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(at.sin_addr));
		fflush(stdout);
		while (fill(fd) && flush(fd))
			continue;
		close(fd);
	}
}
