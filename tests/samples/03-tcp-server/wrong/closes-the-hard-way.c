/*
 * misconception: closes by a reset, to be rid of TIME_WAIT
 * fails: echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader half_close all_said_before_its_turn
 *   late_reader_gets_the_rest nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse
 * shows: The client sees a reset instead of an end.
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

static void dismiss(int fd)
{
	struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
}

static int pass(int fd)
{
	char load[3200];
	ssize_t n, m, done = 0;

	n = recv(fd, load, sizeof load, 0);
	if (n == -1 && errno == EINTR)
		return 1;
	while (done < n) {
		m = send(fd, load + done, n - done, MSG_NOSIGNAL);
		if (m >= 0)
			done += m;
		else if (errno != EINTR)
			return 0;
	}
	return n > 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int s, on = 1;
	char *end;
	unsigned long port;

	if (argc != 2 || argv[1][0] == '-')
		goto usage;
	port = strtoul(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535)
		goto usage;
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin))
		err(1, "bind");
	if (listen(s, 10))
		err(1, "listen");
	for (;;) {
		socklen_t size = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		while (pass(fd))
			continue;
		dismiss(fd);
	}
usage:
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	return 1;
}
