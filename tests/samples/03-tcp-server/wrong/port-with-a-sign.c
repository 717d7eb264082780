/*
 * misconception: takes a port for a number with a sign
 * fails: high_ports
 * shows: Ports above 32767 are refused, in words of the program's own.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LARGEST 32767

static int get_port(const char *text)
{
	int port = 0;

	if (*text == '\0' || strlen(text) > 5)
		return 0;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		port = 10 * port + (*text - '0');
	}
	return port <= LARGEST ? port : 0;
}

static void echo(int client)
{
	char data[4000], *rest;
	ssize_t n, m;

	for (;;) {
		n = recv(client, data, sizeof data, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		for (rest = data; n > 0;) {
			m = send(client, rest, n, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				return;
			if (m > 0) {
				rest += m;
				n -= m;
			}
		}
	}
}

int main(int argc, char **argv)
{
	struct timespec nap = { .tv_nsec = 50000000 };
	struct sockaddr_in me, you;
	socklen_t len;
	int s, c, port, yes = 1;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return 1;
	}
	port = get_port(argv[1]);
	if (port == 0) {
		fprintf(stderr, "%s is not a port\n", argv[1]);
		return 1;
	}
	memset(&me, 0, sizeof me);
	me.sin_family = AF_INET;
	me.sin_port = htons(port);
	me.sin_addr.s_addr = htonl(INADDR_ANY);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(s, (struct sockaddr *)&me, sizeof me) < 0 ||
		listen(s, 50) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		len = sizeof you;
		c = accept(s, (struct sockaddr *)&you, &len);
		if (c < 0) {
			nanosleep(&nap, NULL);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		echo(c);
		close(c);
	}
}
