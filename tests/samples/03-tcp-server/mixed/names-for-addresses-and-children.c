/*
 * cause: announces the name of a client instead of its address
 * shows: "Client connected: localhost" is no dotted quad.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
 *
 * cause: serves every client at once, each in a child
 * shows: The second client is announced and served while the first one
 *   still talks.
 * fails: one_at_a_time crowd_in_reverse
 *
 * cause: keeps the client's connection open in the parent
 * shows: The child closes, but no client ever sees the end.
 * fails: echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client short_send
 *   short_receive crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   silent_client never_reads idle_burns_nothing accept_aborted
 *   no_descriptor_free interrupted_accept interrupted_receive
 *   interrupted_send lost_clients many_clients
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_in a;
	socklen_t l;
	char host[NI_MAXHOST], b[4000], *q;
	int s, c, n, m, port = 0, one = 1;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	for (q = argv[1]; *q >= '0' && *q <= '9' && port < 65536; q++)
		port = port * 10 + (*q - '0');
	if (*q || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	signal(SIGCHLD, SIG_IGN);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s < 0) {
		perror("socket");
		exit(1);
	}
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	if (bind(s, (struct sockaddr *)&a, sizeof a) < 0) {
		perror("bind");
		exit(1);
	}
	if (listen(s, 10) < 0) {
		perror("listen");
		exit(1);
	}
	for (;;) {
		l = sizeof a;
		c = accept(s, (struct sockaddr *)&a, &l);
		if (c < 0 && errno == EMFILE)
			sleep(1);
		if (c < 0)
			continue;
		getnameinfo((struct sockaddr *)&a, l, host, sizeof host,
			NULL, 0, 0);
		printf("Client connected: %s\n", host);
		fflush(stdout);
		if (fork() != 0)
			continue;
		for (;;) {
			n = read(c, b, sizeof b);
			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)
				_exit(0);
			for (q = b; n > 0; q += m, n -= m) {
				m = write(c, q, n);
				if (m < 0 && errno == EINTR)
					m = 0;
				if (m < 0)
					_exit(1);
			}
		}
	}
}
