/* Asks how many bytes are there, and takes memory for just as many. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* FIONREAD says 0 at the end as well: then recv has to tell. */
static size_t bytes_waiting(int fd)
{
	int count = 0;

	if (ioctl(fd, FIONREAD, &count) == -1 || count < 1)
		return 1;
	return (size_t)count;
}

static int send_all(int fd, const char *data, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = send(
			fd, data + done, size - done, MSG_NOSIGNAL);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}

static int echo_once(int fd)
{
	size_t size = bytes_waiting(fd);
	char *data = malloc(size);
	int result = 0;

	if (data == NULL)
		return 0;
	ssize_t n = recv(fd, data, size, 0);
	if (n > 0)
		result = send_all(fd, data, (size_t)n) == 0;
	else if (n < 0)
		result = errno == EINTR;
	free(data);
	return result;
}

static int start(const char *text)
{
	struct sockaddr_in local = { .sin_family = AF_INET };
	int s, on = 1;
	char *end;
	long port = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "echoserver: port %s?\n", text);
		return -1;
	}
	local.sin_port = htons((in_port_t)port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&local, sizeof local) == 0 &&
		listen(s, 12) == 0)
		return s;
	fprintf(stderr, "echoserver: %s: %s\n", text, strerror(errno));
	return -1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in remote;
	int s, fd;

	if (argc != 2)
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
	if (argc != 2 || (s = start(argv[1])) == -1)
		return 1;
	for (;;) {
		socklen_t size = sizeof remote;

		fd = accept(s, (struct sockaddr *)&remote, &size);
		if (fd == -1) {
			if (errno != EINTR)
				usleep(60000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(remote.sin_addr));
		fflush(stdout);
		while (echo_once(fd))
			continue;
		close(fd);
	}
}
