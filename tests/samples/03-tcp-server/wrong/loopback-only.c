/*
 * misconception: takes 127.0.0.1 for the address of the machine
 * fails: listens_on_every_address
 * shows: Clients that come from elsewhere are refused.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOCALHOST "127.0.0.1"

static void die(const char *why)
{
	perror(why);
	exit(1);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in address;
	int listener, on = 1;
	size_t digits;
	long port;

	if (argc != 2)
		goto usage;
	digits = strspn(argv[1], "0123456789");
	port = strtol(argv[1], NULL, 10);
	if (argv[1][digits] != '\0' || port < 1 || port > 65535)
		goto usage;

	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	inet_aton(LOCALHOST, &address.sin_addr);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0)
		die("socket");
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&address,
		    sizeof address) < 0)
		die("bind");
	if (listen(listener, 32) < 0)
		die("listen");

	while (1) {
		char buffer[1 << 14];
		struct sockaddr_in client;
		socklen_t size = sizeof client;
		ssize_t n, m, at;
		int fd = accept(
			listener, (struct sockaddr *)&client, &size);

		if (fd < 0) {
			usleep(10000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		fflush(stdout);
	receive:
		n = recv(fd, buffer, sizeof buffer, 0);
		if (n < 0 && errno == EINTR)
			goto receive;
		at = 0;
		while (at < n) {
			m = send(fd, buffer + at, n - at, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				n = 0;
			else if (m > 0)
				at += m;
		}
		if (n > 0)
			goto receive;
		close(fd);
	}
usage:
	fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	return 1;
}
