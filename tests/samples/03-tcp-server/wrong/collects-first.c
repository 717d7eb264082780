/*
 * misconception: wants to have all of it before it sends any of it back
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader all_said_before_its_turn
 *   nothing_of_the_previous_client short_send short_receive
 *   crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue silent_client idle_burns_nothing
 *   lost_clients many_clients
 * shows: A client that waits for an echo before it goes on waits for
 *   ever.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct bag {
	char *bytes;
	size_t used, room;
};

static int collect(int fd, struct bag *bag)
{
	ssize_t n;

	for (;;) {
		if (bag->used == bag->room) {
			bag->room = 2 * bag->room + 1000;
			bag->bytes = realloc(bag->bytes, bag->room);
			if (bag->bytes == NULL)
				abort();
		}
		n = recv(fd, bag->bytes + bag->used,
			bag->room - bag->used, 0);
		if (n > 0)
			bag->used += n;
		else if (n == 0)
			return 1;
		else if (errno != EINTR)
			return 0;
	}
}

static void empty(int fd, struct bag *bag)
{
	size_t sent = 0;

	while (sent < bag->used) {
		ssize_t n = send(fd, bag->bytes + sent,
			bag->used - sent, MSG_NOSIGNAL);
		if (n >= 0)
			sent += n;
		else if (errno != EINTR)
			return;
	}
}

static void serve(int fd)
{
	struct bag bag = { NULL, 0, 0 };

	if (collect(fd, &bag))
		empty(fd, &bag);
	free(bag.bytes);
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, on = 1;
	char *end;
	long port = argc == 2 ? strtol(argv[1], &end, 10) : 0;

	if (port < 1 || port > 65535 || *end != '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 20)) {
		perror(argv[0]);
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof a;
		int fd = accept(s, (struct sockaddr *)&a, &size);

		if (fd == -1) {
			usleep(10000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
