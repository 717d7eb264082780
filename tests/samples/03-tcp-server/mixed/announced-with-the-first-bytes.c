/*
 * cause: counts a client as connected when its first bytes come
 * shows: A client that has said nothing yet is not announced.
 * fails: announced_before_data
 *
 * cause: closes a connection only where all went well
 * shows: Every client that resets leaves a descriptor behind.
 * fails: lost_clients
 *
 * cause: takes a char for a number from 0 to 255
 * shows: The client 127.0.255.9 is announced as 127.0.-1.9.
 * fails: announces_other_address
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 */
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void announce(const struct sockaddr_in *peer)
{
	const signed char *b = (const signed char *)&peer->sin_addr;
	printf("Client connected: %d.%d.%d.%d\n", b[0], b[1], b[2],
		b[3]);
	fflush(stdout);
}

static bool echo_back(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		size -= (size_t)n;
	}
	return true;
}

static void serve(int fd, const struct sockaddr_in *peer)
{
	char data[BUFSIZ];
	bool first = true;
	ssize_t n;

	do {
		n = read(fd, data, sizeof data);
		if (n < 0 && errno == EINTR)
			continue;
		if (first)
			announce(peer);
		first = false;
		if (n < 0 || !echo_back(fd, data, (size_t)n)) {
			perror("lost a client");
			return;
		}
	} while (n != 0);
	close(fd);
}

int main(int argc, char *argv[])
{
	unsigned port;
	char rest;
	struct sockaddr_in addr;
	int s, on = 1;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' ||
		strlen(argv[1]) > 5 ||
		sscanf(argv[1], "%u%c", &port, &rest) != 1 ||
		port == 0 || port > 65535) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1) {
		perror("socket");
		return 1;
	}
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons((in_port_t)port);
	if (bind(s, (struct sockaddr *)&addr, sizeof addr) == -1) {
		perror("bind");
		return 1;
	}
	if (listen(s, 32) == -1) {
		perror("listen");
		return 1;
	}
	for (;;) {
		struct sockaddr_in peer;
		socklen_t size = sizeof peer;
		int fd = accept(s, (struct sockaddr *)&peer, &size);
		if (fd == -1)
			break;
		serve(fd, &peer);
	}
	perror("accept");
	return 1;
}
