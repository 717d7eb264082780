/*
 * cause: sends back as much as the longest message had so far
 * shows: A short message comes back with the tail of an older one.
 * fails: echoes_every_byte_value no_line_is_a_command
 *   pause_at_every_split echoes_a_mebibyte slow_reader half_close
 *   all_said_before_its_turn nothing_of_the_previous_client
 *   short_receive
 *
 * cause: may choose a port by itself when it is given none
 * shows: Without arguments it listens on port 7777.
 * fails: usage_without_arguments
 *
 * cause: looks at its first argument only
 * shows: With two ports it starts and serves the first one.
 * fails: usage_with_two_ports
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char memory[64];
static size_t filled;

static int take(int fd)
{
	ssize_t n;

	do
		n = recv(fd, memory, sizeof memory, 0);
	while (n == -1 && errno == EINTR);
	if (n > 0 && (size_t)n > filled)
		filled = n;
	return n > 0;
}

static int give(int fd)
{
	size_t given = 0;

	while (given < filled) {
		ssize_t n = send(fd, memory + given, filled - given,
			MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return 0;
		given += n;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	const char *text = argc > 1 ? argv[1] : "7777";
	unsigned long port = strlen(text) <= 5 &&
			text[strspn(text, "0123456789")] == 0
		? strtoul(text, NULL, 10)
		: 0;
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int s, c, enable = 1;

	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return 1;
	}
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1) {
		perror("echoserver: socket");
		return 1;
	}
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &enable, sizeof enable);
	if (bind(s, (struct sockaddr *)&sa, sizeof sa) == -1) {
		perror("echoserver: bind");
		return 1;
	}
	if (listen(s, 16) == -1) {
		perror("echoserver: listen");
		return 1;
	}
	for (;;) {
		socklen_t n = sizeof sa;
		c = accept(s, (struct sockaddr *)&sa, &n);
		if (c == -1) {
			perror("echoserver: accept");
			return 1;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		while (take(c) && give(c))
			;
		close(c);
	}
}
