/*
 * cause: takes accept for something that is called once
 * shows: The first client is served well, and then the server is gone.
 * fails: queue_waits_its_turn announces_other_address
 *   nothing_else_on_stdout one_at_a_time pause_at_every_split
 *   all_said_before_its_turn nothing_of_the_previous_client
 *   short_receive crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   never_reads idle_burns_nothing accept_aborted no_descriptor_free
 *   lost_clients many_clients
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR ends it, whichever call it comes from.
 * fails: interrupted_accept interrupted_receive interrupted_send
 *
 * cause: hands what it received to printf as a format
 * shows: "%s" makes it send what is none of the client's business, or
 *   crash.
 * fails: echoes_every_byte_value
 *
 * cause: takes what it received for a string
 * shows: The echo ends at the first zero byte.
 * fails: echoes_every_byte_value echoes_a_mebibyte slow_reader
 *   late_reader_gets_the_rest
 *
 * cause: takes it for granted that socket, bind and listen work
 * shows: On a port that is in use it goes on without a word.
 * fails: port_in_use two_servers reason_is_told reason_outlives_close
 *   socket_or_listen_fails
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LEN 1024

int main(int argc, char *argv[])
{
	struct sockaddr_in me, you;
	socklen_t size = sizeof(you);
	char buf[LEN + 1];
	int listenfd, fd, n, port, on = 1;
	char *p;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = (int)strtol(argv[1], &p, 10);
	if (p == argv[1] || *p || port < 1 || port > 65535) {
		fprintf(stderr,
			"USAGE: %s <port>, which is from 1 to 65535\n",
			argv[0]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	listenfd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	memset(&me, 0, sizeof(me));
	me.sin_family = AF_INET;
	me.sin_addr.s_addr = htonl(INADDR_ANY);
	me.sin_port = htons(port);
	bind(listenfd, (struct sockaddr *)&me, sizeof(me));
	listen(listenfd, 3);

	fd = accept(listenfd, (struct sockaddr *)&you, &size);
	printf("Client connected: %s\n", inet_ntoa(you.sin_addr));
	fflush(stdout);
	while ((n = read(fd, buf, LEN)) > 0) {
		buf[n] = 0;
		dprintf(fd, buf);
	}
	close(fd);
	close(listenfd);
	return 0;
}
