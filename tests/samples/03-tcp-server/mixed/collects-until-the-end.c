/*
 * cause: wants to have all of it before it sends any of it back
 * shows: A client that waits for an echo waits for ever.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader all_said_before_its_turn nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue silent_client
 *   idle_burns_nothing lost_clients many_clients
 *
 * cause: adds the client's port to its address
 * shows: "Client connected: 127.0.0.1:40306" is more than the line that
 *   others look for.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
 *
 * cause: sets SO_REUSEADDR when bind has already looked for it
 * shows: A restart fails as if the option were not there.
 * fails: restart_at_once
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct text {
	char *bytes;
	size_t used, room;
};

static bool more(struct text *t, int fd)
{
	if (t->used == t->room) {
		t->room = t->room ? 2 * t->room : 1024;
		t->bytes = realloc(t->bytes, t->room);
		if (!t->bytes)
			err(1, "realloc");
	}
	ssize_t n = recv(fd, t->bytes + t->used, t->room - t->used, 0);
	if (n == -1 && errno == EINTR)
		return true;
	if (n > 0)
		t->used += (size_t)n;
	return n > 0;
}

static void handle(int fd)
{
	struct text t = { 0 };
	size_t done = 0;

	while (more(&t, fd))
		;
	while (done < t.used) {
		ssize_t n = send(fd, t.bytes + done, t.used - done,
			MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		done += (size_t)n;
	}
	free(t.bytes);
	close(fd);
}

int main(int argc, char **argv)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	unsigned long port;
	int s, on = 1;

	if (argc != 2 ||
		strspn(argv[1], "0123456789") != strlen(argv[1]) ||
		(port = strtoul(argv[1], NULL, 10)) == 0 ||
		port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	addr.sin_port = htons((unsigned short)port);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	if (bind(s, (void *)&addr, sizeof addr) == -1)
		err(1, "bind to port %lu", port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (listen(s, 128) == -1)
		err(1, "listen");
	for (;;) {
		socklen_t size = sizeof addr;
		int c = accept(s, (void *)&addr, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s:%d\n",
			inet_ntoa(addr.sin_addr), ntohs(addr.sin_port));
		fflush(stdout);
		handle(c);
	}
}
