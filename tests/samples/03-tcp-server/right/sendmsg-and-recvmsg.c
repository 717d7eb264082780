/* recvmsg and sendmsg, whose one message header walks on by itself. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static bool parse(const char *text, in_port_t *port)
{
	unsigned value = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c < '0' || *c > '9')
			return false;
		value = value * 10 + (unsigned)(*c - '0');
		if (value > 65535)
			return false;
	}
	*port = htons((in_port_t)value);
	return value != 0;
}

/* Receives once, and sends all of it: false when that is over. */
static bool pass_on(int fd)
{
	static char space[2000];
	struct iovec part = { space, sizeof space };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t n = recvmsg(fd, &message, 0);

	if (n < 0)
		return errno == EINTR;
	if (n == 0)
		return false;
	part.iov_len = (size_t)n;
	while (part.iov_len > 0) {
		n = sendmsg(fd, &message, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		part.iov_base = (char *)part.iov_base + n;
		part.iov_len -= (size_t)n;
	}
	return true;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	struct sockaddr_in there;
	const int yes = 1;

	if (argc != 2 || !parse(argv[1], &here.sin_port)) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	int door = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
	if (door < 0) {
		perror("socket");
		return EXIT_FAILURE;
	}
	setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(door, (struct sockaddr *)&here, sizeof here) != 0 ||
		listen(door, SOMAXCONN) != 0) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	while (true) {
		socklen_t length = sizeof there;
		int fd = accept(
			door, (struct sockaddr *)&there, &length);
		if (fd < 0) {
			if (errno != EINTR)
				poll(NULL, 0, 20);
			continue;
		}
		fprintf(stdout, "Client connected: %s\n",
			inet_ntoa(there.sin_addr));
		fflush(stdout);
		while (pass_on(fd))
			continue;
		close(fd);
	}
}
