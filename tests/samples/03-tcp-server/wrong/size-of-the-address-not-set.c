/*
 * misconception: expects accept to know how large the address may be
 * fails: announces_client announces_other_address
 *   announced_before_data nothing_else_on_stdout
 * shows: The length is 0 at first, so the first client is announced as
 *   0.0.0.0.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in client;
static socklen_t client_size;
static int server;

static int next_client(void)
{
	int fd;

	while ((fd = accept(server, (struct sockaddr *)&client,
			&client_size)) == -1)
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(20000);
	printf("Client connected: %s\n", inet_ntoa(client.sin_addr));
	fflush(stdout);
	return fd;
}

static void echo(int fd)
{
	char b[128];
	int n, m, i;

	while ((n = recv(fd, b, sizeof b, 0)) > 0 ||
		(n < 0 && errno == EINTR))
		for (i = 0; i < n; i += m)
			if ((m = send(fd, b + i, n - i, MSG_NOSIGNAL)) <
				0) {
				if (errno != EINTR)
					return;
				m = 0;
			}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	int i, fd, port = 0, yes = 1;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	for (i = 0; argv[1][i]; i++) {
		if (argv[1][i] < '0' || argv[1][i] > '9')
			port = 100000;
		else if (port < 100000)
			port = port * 10 + argv[1][i] - '0';
	}
	if (port == 0 || port > 65535) {
		fprintf(stderr, "%s: no such port\n", argv[1]);
		return 1;
	}
	here.sin_port = htons(port);
	if ((server = socket(AF_INET, SOCK_STREAM, 0)) == -1 ||
		setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) == -1 ||
		bind(server, (struct sockaddr *)&here, sizeof here) ==
			-1 ||
		listen(server, 40) == -1) {
		perror(argv[1]);
		return 1;
	}
	for (;;) {
		fd = next_client();
		echo(fd);
		close(fd);
	}
}
