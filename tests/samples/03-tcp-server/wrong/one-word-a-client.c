/*
 * misconception: takes the first recv for all that a client has to say
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader short_receive crowd_in_reverse silent_client
 * shows: After the first piece it closes, whether the client has ended
 *   or not.
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

static void answer(int fd)
{
	char word[65536], *p = word;
	ssize_t n, m;

	do
		n = recv(fd, word, sizeof word, 0);
	while (n == -1 && errno == EINTR);
	for (; n > 0; n -= m, p += m) {
		m = send(fd, p, n, MSG_NOSIGNAL);
		if (m == -1 && errno == EINTR)
			m = 0;
		if (m == -1)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int on = 1;
	char *end;

	if (argc != 2)
		errx(1, "\nUSAGE: %s <port>", argv[0]);
	long port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end || port < 1 || port > 65535)
		errx(1, "%s is no port", argv[1]);
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) == -1)
		err(1, "bind");
	if (listen(s, 10) == -1)
		err(1, "listen");
	for (;;) {
		socklen_t len = sizeof sin;
		int fd = accept(s, (struct sockaddr *)&sin, &len);

		if (fd == -1) {
			usleep(10000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		answer(fd);
	}
}
