/*
 * misconception: takes bind for the last word about the port
 * fails: socket_or_listen_fails
 * shows: When listen fails it does not notice, and no client ever gets
 *   in.
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

static int make_server(struct sockaddr_in *address)
{
	int yes = 1;
	int fd = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP);

	if (fd == -1)
		err(1, "no socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes))
		err(1, "no SO_REUSEADDR");
	if (bind(fd, (struct sockaddr *)address, sizeof *address) != 0)
		err(1, "cannot have port %d", ntohs(address->sin_port));
	/* The port is ours now. */
	listen(fd, SOMAXCONN);
	return fd;
}

static int put(int fd, char *data, int count)
{
	while (count > 0) {
		int n = send(fd, data, count, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			n = 0;
		if (n == -1)
			return 0;
		data += n;
		count -= n;
	}
	return 1;
}

static void talk_to(int fd)
{
	char data[5000];

	while (1) {
		int n = recv(fd, data, sizeof data, 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n < 1 || !put(fd, data, n))
			return;
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	unsigned port = 0;
	char dummy;

	if (argc != 2 || !strchr("123456789", argv[1][0]) ||
		sscanf(argv[1], "%6u%c", &port, &dummy) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	address.sin_port = htons(port);
	int server = make_server(&address);
	while (1) {
		socklen_t size = sizeof address;
		int fd = accept(
			server, (struct sockaddr *)&address, &size);
		if (fd == -1) {
			if (errno != EINTR)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(address.sin_addr));
		fflush(stdout);
		talk_to(fd);
		close(fd);
	}
}
