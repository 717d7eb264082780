/*
 * misconception: sends away who comes while another client is served
 * fails: queue_waits_its_turn one_at_a_time
 *   all_said_before_its_turn short_receive crowd_in_reverse
 * shows: The second client gets a connection and sees its end at once.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener = -1;

/* One at a time: the others have to try again later. */
static void refuse(void)
{
	int fd = accept(listener, NULL, NULL);

	if (fd == -1)
		poll(NULL, 0, 10);
	else
		close(fd);
}

static int answer(int fd)
{
	char bytes[1500];
	ssize_t n = recv(fd, bytes, sizeof bytes, 0), at = 0, m;

	if (n == -1)
		return errno == EINTR;
	while (at < n) {
		m = send(fd, bytes + at, n - at, MSG_NOSIGNAL);
		if (m == -1 && errno != EINTR)
			return 0;
		at += m == -1 ? 0 : m;
	}
	return n > 0;
}

static void serve(int fd)
{
	struct pollfd both[2] = { { fd, POLLIN, 0 },
		{ listener, POLLIN, 0 } };

	for (;;) {
		if (poll(both, 2, -1) == -1)
			continue;
		if (both[1].revents)
			refuse();
		if (both[0].revents && !answer(fd))
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	long port = 0;
	int on = 1;

	if (argc == 2 &&
		strspn(argv[1], "0123456789") == strlen(argv[1]))
		port = strtol(argv[1], NULL, 10);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	name.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&name, sizeof name) ||
		listen(listener, 10)) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof name;
		int fd = accept(
			listener, (struct sockaddr *)&name, &size);
		if (fd == -1) {
			poll(NULL, 0, 50);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
