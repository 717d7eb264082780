/*
 * misconception: takes shutdown for enough to give a connection back
 * fails: lost_clients many_clients
 * shows: Every client sees the end as it should, and each one costs a
 *   descriptor.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int full_send(int s, const char *data, int len)
{
	int r, total = 0;

	while (total < len) {
		r = send(s, data + total, len - total, MSG_NOSIGNAL);
		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1)
			return -1;
		total += r;
	}
	return total;
}

static void talk(int s)
{
	char data[3500];
	int r;

	while ((r = recv(s, data, sizeof data, 0)) != 0) {
		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1 || full_send(s, data, r) == -1)
			break;
	}
	/* both directions */
	shutdown(s, SHUT_RDWR);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	int listener, on = 1;
	char *end;
	long port = 0;

	if (argc == 2) {
		port = strtol(argv[1], &end, 10);
		if (end == argv[1] || *end != '\0')
			port = 0;
	}
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	sa.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&sa, sizeof sa) == -1 ||
		listen(listener, 10) == -1) {
		perror("echoserver");
		exit(1);
	}
	for (;;) {
		socklen_t size = sizeof sa;
		int s = accept(listener, (struct sockaddr *)&sa, &size);
		if (s == -1) {
			usleep(70000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		talk(s);
	}
}
