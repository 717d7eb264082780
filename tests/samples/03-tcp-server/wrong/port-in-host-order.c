/*
 * misconception: puts the port into the address as this machine stores
 *   it
 * fails: listens_on_loopback listens_on_every_address port_in_use
 *   two_servers reason_is_told reason_outlives_close
 *   socket_or_listen_fails restart_at_once announces_client
 *   queue_waits_its_turn announces_other_address
 *   announced_before_data nothing_else_on_stdout one_at_a_time
 *   echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue leaves_without_reading
 *   connects_and_leaves silent_client never_reads
 *   idle_burns_nothing accept_aborted no_descriptor_free
 *   interrupted_accept interrupted_receive interrupted_send
 *   lost_clients many_clients
 * shows: It listens, but on the port whose two bytes are swapped.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void respond(int fd)
{
	char text[3000];

	for (;;) {
		ssize_t n = recv(fd, text, sizeof text, 0);
		char *p = text;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		while (n > 0) {
			ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			if (m < 0)
				m = 0;
			p += m;
			n -= m;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr = { 0 };
	long port = 0;
	char *tail = "?";
	int on = 1;

	if (argc == 2 && *argv[1])
		port = strtol(argv[1], &tail, 10);
	if (*tail || port < 1 || port > 65535)
		errx(1, "\nUSAGE: %s <port>", argv[0]);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		err(1, "socket");
	addr.sin_family = AF_INET;
	addr.sin_addr.s_addr = INADDR_ANY;
	addr.sin_port = port;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&addr, sizeof addr) < 0)
		err(1, "bind");
	if (listen(fd, 5) < 0)
		err(1, "listen");
	for (;;) {
		socklen_t len = sizeof addr;
		int c = accept(fd, (struct sockaddr *)&addr, &len);
		if (c < 0) {
			usleep(20000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		respond(c);
		close(c);
	}
}
