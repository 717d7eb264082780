/*
 * misconception: greets its clients before it echoes
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue leaves_without_reading
 *   connects_and_leaves silent_client never_reads
 *   idle_burns_nothing accept_aborted no_descriptor_free
 *   interrupted_accept interrupted_receive interrupted_send
 *   lost_clients many_clients
 * shows: The client gets "Welcome!" in front of its own bytes.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int deliver(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = send(fd, text, length, MSG_NOSIGNAL);

		if (n == -1 && errno != EINTR)
			return 0;
		if (n > 0) {
			text += n;
			length -= n;
		}
	}
	return 1;
}

static void attend(int fd)
{
	static const char welcome[] = "Welcome!\r\n";
	char text[2000];
	ssize_t n;

	if (!deliver(fd, welcome, strlen(welcome)))
		return;
	for (;;) {
		n = recv(fd, text, sizeof text, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0 || !deliver(fd, text, n))
			return;
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1;
	char *end = "no";
	long port = 0;

	if (argc == 2)
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) < 0 ||
		listen(s, 10) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd < 0) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		attend(fd);
		close(fd);
	}
}
