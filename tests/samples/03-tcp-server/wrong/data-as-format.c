/*
 * misconception: hands what it received to printf as a format
 * fails: echoes_every_byte_value
 * shows: "%s" makes it print what is none of the client's business, or
 *   crash.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* As people type it: printable at first, with an end of line. */
static int is_line(const char *text, int length)
{
	int i = 0;

	while (i < 4 && i < length && isprint((unsigned char)text[i]))
		i++;
	return i == 4 && (int)strlen(text) == length &&
		strstr(text, "\r\n") != NULL;
}

static int reply(int fd, char *text, int length)
{
	char out[5000];
	int n;

	text[length] = '\0';
	/* A line goes by printf, everything else byte for byte. */
	if (is_line(text, length)) {
		length = snprintf(out, sizeof out, text);
		text = out;
	}
	for (; length > 0; text += n, length -= n) {
		n = write(fd, text, length);
		if (n < 0 && errno != EINTR)
			return -1;
		n = n < 0 ? 0 : n;
	}
	return 0;
}

static void client_loop(int fd)
{
	char text[4097];
	int n;

	for (;;) {
		n = read(fd, text, sizeof text - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || reply(fd, text, n) < 0)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	int ls, on = 1;
	char *end;
	long port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "wrong port\n");
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	ls = socket(AF_INET, SOCK_STREAM, 0);
	sa.sin_port = htons(port);
	setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(ls, (struct sockaddr *)&sa, sizeof sa) != 0 ||
		listen(ls, 10) != 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t len = sizeof sa;
		int fd = accept(ls, (struct sockaddr *)&sa, &len);
		if (fd < 0) {
			usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		client_loop(fd);
	}
}
