/*
 * cause: closes by a reset, to be rid of TIME_WAIT
 * shows: The client sees a reset instead of an end.
 * fails: echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client short_send
 *   short_receive crowd_in_reverse
 *
 * cause: takes a message for enough and leaves the exit status alone
 * shows: It says that the port is in use, and exits with status 0.
 * fails: port_in_use two_servers reason_is_told socket_or_listen_fails
 *
 * cause: takes ports below 1024 for nothing that a program of ours
 *   could have
 * shows: Port 1 is refused with the usage line.
 * fails: high_ports
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOWEST 1024
#define HIGHEST 65535

static void usage(void)
{
	fprintf(stderr, "USAGE: echoserver <port>\n");
	exit(1);
}

static int port_from(const char *s)
{
	char *end;
	long n;

	if (*s < '1' || *s > '9')
		usage();
	errno = 0;
	n = strtol(s, &end, 10);
	if (errno || *end || n < LOWEST || n > HIGHEST)
		usage();
	return (int)n;
}

static int start(int port)
{
	struct linger hard = { 1, 0 };
	struct sockaddr_in all = { 0 };
	int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	if (s < 0)
		err(0, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	setsockopt(s, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	all.sin_family = AF_INET;
	all.sin_port = htons(port);
	if (bind(s, (struct sockaddr *)&all, sizeof all))
		err(0, "bind");
	if (listen(s, 64))
		err(0, "listen");
	return s;
}

static void echo(int c)
{
	char b[777];
	ssize_t n, k, i;

	for (;;) {
		n = recv(c, b, sizeof b, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (i = 0; i < n; i += k) {
			k = send(c, b + i, n - i, MSG_NOSIGNAL);
			if (k < 0 && errno != EINTR)
				goto out;
			if (k < 0)
				k = 0;
		}
	}
out:
	close(c);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in who;
	int s, c;

	if (argc != 2)
		usage();
	s = start(port_from(argv[1]));
	while (1) {
		socklen_t len = sizeof who;
		c = accept(s, (struct sockaddr *)&who, &len);
		if (c >= 0) {
			printf("Client connected: %s\n",
				inet_ntoa(who.sin_addr));
			fflush(stdout);
			echo(c);
		} else if (errno != EINTR) {
			poll(NULL, 0, 20);
		}
	}
}
