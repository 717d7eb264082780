/*
 * misconception: expects accept to know how large the address may be
 * fails: announces_client queue_waits_its_turn announces_other_address
 *   announced_before_data nothing_else_on_stdout one_at_a_time
 *   echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue leaves_without_reading
 *   connects_and_leaves silent_client never_reads idle_burns_nothing
 *   accept_aborted no_descriptor_free interrupted_accept
 *   interrupted_receive interrupted_send lost_clients many_clients
 * shows: The length is what was in memory before; accept takes it for
 *   a negative one, and lets nobody in.
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

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len;
	char buf[300];
	ssize_t n, m, done;
	int s, c, one = 1;
	long port = 0;
	char *end = argv[0];

	if (argc == 2 && argv[1][0] != '-' && argv[1][0] != '\0')
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port <= 0 || port > 65535) {
		dprintf(2, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	a.sin_port = htons((in_port_t)port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		goto fail;
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one))
		goto fail;
	if (bind(s, (struct sockaddr *)&a, sizeof a))
		goto fail;
	if (listen(s, 10))
		goto fail;
next:
	c = accept(s, (struct sockaddr *)&a, &len);
	if (c == -1 && (errno == EINTR || errno == ECONNABORTED))
		goto next;
	if (c == -1 && errno == EINVAL)
		goto fail;
	if (c == -1) {
		usleep(100000);
		goto next;
	}
	dprintf(1, "Client connected: %s\n", inet_ntoa(a.sin_addr));
again:
	n = recv(c, buf, sizeof buf, 0);
	if (n == -1 && errno == EINTR)
		goto again;
	if (n <= 0)
		goto bye;
	done = 0;
more:
	m = send(c, buf + done, (size_t)(n - done), MSG_NOSIGNAL);
	if (m == -1 && errno != EINTR)
		goto bye;
	if (m > 0)
		done += m;
	if (done < n)
		goto more;
	goto again;
bye:
	close(c);
	goto next;
fail:
	dprintf(2, "%s: port %ld: %s\n", argv[0], port,
		strerror(errno));
	return 1;
}
