/* Two stdio streams; asking for more input first flushes the output. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
	int fd;
	FILE *in, *out;
};

static ssize_t take(void *cookie, char *bytes, size_t size)
{
	struct client *client = cookie;
	ssize_t n;

	if (fflush(client->out) == EOF)
		return -1;
	do
		n = recv(client->fd, bytes, size, 0);
	while (n == -1 && errno == EINTR);
	return n;
}

static ssize_t give(void *cookie, const char *bytes, size_t size)
{
	const struct client *client = cookie;
	size_t done = 0;

	while (done < size) {
		ssize_t n = send(client->fd, bytes + done, size - done,
			MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			return 0;
		if (n > 0)
			done += (size_t)n;
	}
	return (ssize_t)done;
}

static void serve(int fd)
{
	struct client client = { .fd = fd };
	cookie_io_functions_t reading = { .read = take };
	cookie_io_functions_t writing = { .write = give };
	int c;

	client.in = fopencookie(&client, "r", reading);
	client.out = fopencookie(&client, "w", writing);
	if (client.in != NULL && client.out != NULL)
		while ((c = getc(client.in)) != EOF)
			if (putc(c, client.out) == EOF)
				break;
	if (client.in != NULL)
		fclose(client.in);
	if (client.out != NULL)
		fclose(client.out);
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	unsigned port;
	char more;
	int on = 1;

	if (argc != 2 || strspn(argv[1], "0123456789") > 5 ||
		sscanf(argv[1], "%u%c", &port, &more) != 1 ||
		port == 0 || port > 65535)
		errx(1, "\nUSAGE: %s <port>", argv[0]);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	name.sin_port = htons((in_port_t)port);
	if (listener == -1 ||
		setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(listener, (struct sockaddr *)&name, sizeof name) ==
			-1 ||
		listen(listener, 5) == -1)
		err(1, "port %u", port);
	for (;;) {
		socklen_t size = sizeof name;
		int fd = accept(
			listener, (struct sockaddr *)&name, &size);
		if (fd != -1) {
			printf("Client connected: %s\n",
				inet_ntoa(name.sin_addr));
			fflush(stdout);
			serve(fd);
		} else if (errno == EMFILE || errno == ENFILE) {
			usleep(50000);
		}
	}
}
