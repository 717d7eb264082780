/*
 * misconception: takes accept for something that is called once
 * fails: queue_waits_its_turn announces_other_address
 *   nothing_else_on_stdout one_at_a_time pause_at_every_split
 *   all_said_before_its_turn nothing_of_the_previous_client
 *   short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue leaves_without_reading
 *   connects_and_leaves never_reads idle_burns_nothing
 *   no_descriptor_free lost_clients many_clients
 * shows: The first client is served well, and then the server is gone.
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

static int accept_one(int listener, struct sockaddr_in *client)
{
	for (;;) {
		socklen_t size = sizeof *client;
		int fd = accept(
			listener, (struct sockaddr *)client, &size);

		if (fd >= 0)
			return fd;
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
	}
}

static void echo(int fd)
{
	char buf[BUFSIZ];
	ssize_t n;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		char *p = buf;

		if (n < 0 && errno != EINTR)
			return;
		while (n > 0) {
			ssize_t m = send(fd, p, n, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			if (m > 0) {
				p += m;
				n -= m;
			}
		}
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int yes = 1;
	char *end = NULL;
	long port = argc == 2 ? strtol(argv[1], &end, 10) : 0;

	if (end == NULL || *end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	address.sin_port = htons(port);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1)
		err(1, "socket");
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(listener, (struct sockaddr *)&address,
		    sizeof address) == -1)
		err(1, "bind");
	if (listen(listener, 5) == -1)
		err(1, "listen");

	int connection = accept_one(listener, &address);
	printf("Client connected: %s\n", inet_ntoa(address.sin_addr));
	fflush(stdout);
	echo(connection);
	close(connection);
	close(listener);
	return 0;
}
