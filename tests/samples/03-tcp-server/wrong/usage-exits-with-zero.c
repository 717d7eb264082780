/*
 * misconception: takes a wrong call for no failure
 * fails: usage_without_arguments usage_with_two_ports
 * shows: After the usage line the exit status is 0.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void usage(void)
{
	fputs("USAGE: echoserver <port>\n", stderr);
	exit(EXIT_SUCCESS);
}

static unsigned short to_port(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || port < 1 || port > 65535)
		errx(EXIT_FAILURE, "bad port: %s", text);
	return port;
}

static int echo(int c)
{
	char b[512];
	ssize_t n = TEMP_FAILURE_RETRY(recv(c, b, sizeof b, 0));
	char *p = b;

	if (n <= 0)
		return 0;
	while (n > 0) {
		ssize_t m =
			TEMP_FAILURE_RETRY(send(c, p, n, MSG_NOSIGNAL));
		if (m < 0)
			return 0;
		p += m;
		n -= m;
	}
	return 1;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		usage();

	struct sockaddr_in sin = { .sin_family = AF_INET };
	int one = 1;
	sin.sin_port = htons(to_port(argv[1]));
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (s < 0)
		err(EXIT_FAILURE, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) < 0)
		err(EXIT_FAILURE, "bind");
	if (listen(s, 50) < 0)
		err(EXIT_FAILURE, "listen");
	for (;;) {
		struct sockaddr_in peer;
		socklen_t size = sizeof peer;
		int c = accept(s, (struct sockaddr *)&peer, &size);

		if (c < 0) {
			usleep(40000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		while (echo(c))
			;
		close(c);
	}
}
