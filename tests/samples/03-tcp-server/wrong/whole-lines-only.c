/*
 * misconception: takes the newline for the end of a message
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader all_said_before_its_turn
 *   nothing_of_the_previous_client short_send short_receive
 *   crowd_in_reverse never_reads
 * shows: A word without a newline is never sent back.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_LINE (4 << 20)

static int send_all(int fd, char *p, size_t n)
{
	while (n > 0) {
		ssize_t k = TEMP_FAILURE_RETRY(
			send(fd, p, n, MSG_NOSIGNAL));
		if (k < 0)
			return 0;
		p += k;
		n -= k;
	}
	return 1;
}

/* Reads a line; at the end the last one may have no newline. */
static size_t get_line(int fd, char *line)
{
	size_t n = 0;

	while (n < MAX_LINE) {
		if (TEMP_FAILURE_RETRY(recv(fd, line + n, 1, 0)) != 1)
			break;
		if (line[n++] == '\n')
			break;
	}
	return n;
}

int main(int argc, char *argv[])
{
	static char line[MAX_LINE];
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1, listener, fd;
	size_t n;

	if (argc != 2 || strspn(argv[1], "0123456789") > 5 ||
		argv[1][strspn(argv[1], "0123456789")] != '\0' ||
		atoi(argv[1]) < 1 || atoi(argv[1]) > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(atoi(argv[1]));
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&sin, sizeof sin) < 0 ||
		listen(listener, 5) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		fd = accept(listener, (struct sockaddr *)&sin, &size);
		if (fd < 0) {
			usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		while ((n = get_line(fd, line)) > 0)
			if (!send_all(fd, line, n))
				break;
		close(fd);
	}
}
