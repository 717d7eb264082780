/*
 * misconception: ends what it received with a zero byte for which there
 *   is no room
 * fails: echoes_a_mebibyte slow_reader half_close
 *   all_said_before_its_turn late_reader_gets_the_rest
 *   nothing_of_the_previous_client left_before_its_turn
 *   leaves_without_reading never_reads lost_clients
 * shows: When the buffer is full, the zero is written behind it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct message {
	ssize_t length;
	char text[1024];
};

static int get(int fd, struct message *m)
{
	char text[1024];

	do
		m->length = recv(fd, text, sizeof text, 0);
	while (m->length == -1 && errno == EINTR);
	if (m->length <= 0)
		return 0;
	text[m->length] = '\0';
	memcpy(m->text, text, m->length);
	return 1;
}

static int put(int fd, const struct message *m)
{
	ssize_t n, sent = 0;

	while (sent < m->length) {
		n = send(fd, m->text + sent, m->length - sent,
			MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			return 0;
		if (n != -1)
			sent += n;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	struct message message;
	struct sockaddr_in name = { .sin_family = AF_INET };
	size_t digits = argc == 2 ? strspn(argv[1], "0123456789") : 0;
	long port = digits ? strtol(argv[1], NULL, 10) : 0;
	int on = 1;

	if (port < 1 || port > 65535 || argv[1][digits]) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	name.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&name, sizeof name) == -1 ||
		listen(s, 10) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof name;
		int fd = accept(s, (struct sockaddr *)&name, &size);

		if (fd == -1) {
			usleep(20000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		while (get(fd, &message) && put(fd, &message))
			;
		close(fd);
	}
}
