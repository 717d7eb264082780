/*
 * cause: asks again at once when a non-blocking call has nothing
 * shows: While nobody comes or speaks, it keeps the processor busy.
 * fails: never_reads idle_burns_nothing no_descriptor_free
 *
 * cause: greets its clients before it echoes
 * shows: The client gets "Hello" in front of its own bytes.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client short_send
 *   short_receive crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   silent_client never_reads idle_burns_nothing accept_aborted
 *   no_descriptor_free interrupted_accept interrupted_receive
 *   interrupted_send lost_clients many_clients
 *
 * cause: takes ports for numbers that fit into a short
 * shows: Ports above 32767 are refused, although they are good.
 * fails: high_ports
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void nonblock(int fd)
{
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static int put(int fd, const char *p, int n)
{
	while (n > 0) {
		int k = send(fd, p, n, MSG_NOSIGNAL);
		if (k < 0 && errno != EAGAIN && errno != EINTR)
			return -1;
		if (k > 0) {
			p += k;
			n -= k;
		}
	}
	return 0;
}

static void talk(int fd)
{
	char b[1000];
	int n;

	nonblock(fd);
	if (put(fd, "Hello\n", 6) < 0)
		return;
	while ((n = recv(fd, b, sizeof b, 0)) != 0) {
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n < 0 || put(fd, b, n) < 0)
			return;
	}
}

int main(int argc, char *argv[])
{
	short port;
	int value, s, c, one = 1;
	struct sockaddr_in a = { 0 };

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return 1;
	}
	value = strlen(argv[1]) < 6 &&
			strspn(argv[1], "0123456789") == strlen(argv[1])
		? atoi(argv[1])
		: 0;
	port = value;
	if (port < 1 || value > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return 1;
	}
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0) {
		perror("socket");
		return 1;
	}
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&a, sizeof a) < 0) {
		perror("bind");
		return 1;
	}
	if (listen(s, 100) < 0) {
		perror("listen");
		return 1;
	}
	nonblock(s);
	for (;;) {
		socklen_t l = sizeof a;
		if ((c = accept(s, (struct sockaddr *)&a, &l)) < 0)
			continue;
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		talk(c);
		close(c);
	}
}
