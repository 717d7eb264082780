/*
 * cause: leaves INADDR_LOOPBACK as this machine stores it
 * shows: It binds to 1.0.0.127, which is no address of the machine.
 * fails: listens_on_loopback listens_on_every_address port_in_use
 *   two_servers reason_is_told reason_outlives_close
 *   socket_or_listen_fails restart_at_once announces_client
 *   queue_waits_its_turn announces_other_address announced_before_data
 *   nothing_else_on_stdout one_at_a_time echoes_a_word
 *   echoes_every_byte_value no_line_is_a_command echoes_byte_by_byte
 *   pause_at_every_split echoes_a_mebibyte slow_reader half_close
 *   all_said_before_its_turn late_reader_gets_the_rest
 *   nothing_of_the_previous_client short_send short_receive
 *   crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   silent_client never_reads idle_burns_nothing accept_aborted
 *   no_descriptor_free interrupted_accept interrupted_receive
 *   interrupted_send lost_clients many_clients
 *
 * cause: leaves its own name out of the usage line
 * shows: "USAGE: " is followed by the argument at once.
 * fails: usage_without_arguments usage_with_two_ports
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USAGE "USAGE: <port>\n"

static void check(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(EXIT_FAILURE);
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr;
	int server, client;
	char *end, buf[100];
	ssize_t n;

	if (argc != 2) {
		fprintf(stderr, USAGE);
		return EXIT_FAILURE;
	}
	long port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end != '\0' || port < 1 ||
		port > 65535) {
		fprintf(stderr, "%s: not a port\n", argv[1]);
		return EXIT_FAILURE;
	}
	check(server = socket(AF_INET, SOCK_STREAM, 0), "socket");
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	addr.sin_addr.s_addr = INADDR_LOOPBACK;
	check(bind(server, (struct sockaddr *)&addr, sizeof addr),
		"bind");
	check(listen(server, 5), "listen");
	for (;;) {
		socklen_t size = sizeof addr;
		client =
			accept(server, (struct sockaddr *)&addr, &size);
		check(client, "accept");
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		n = recv(client, buf, sizeof buf, 0);
		if (n > 0)
			send(client, buf, n, MSG_NOSIGNAL);
		close(client);
	}
}
