/* Ends its sending side when the word is out; the server may know. */
#define _GNU_SOURCE
#include <errno.h>
#include <error.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_somewhere(struct addrinfo *a)
{
	int error = 0;

	for (; a; a = a->ai_next) {
		int fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd < 0) {
			error = errno;
			continue;
		}
		error = connect(fd, a->ai_addr, a->ai_addrlen) < 0
			? errno
			: 0;
		if (error == EINTR) {
			struct pollfd p = { fd, POLLOUT, 0 };
			socklen_t n = sizeof error;
			while (poll(&p, 1, -1) < 0)
				;
			getsockopt(
				fd, SOL_SOCKET, SO_ERROR, &error, &n);
		}
		if (!error)
			return fd;
		close(fd);
	}
	errno = error;
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, wish = { .ai_socktype = SOCK_STREAM };
	char *end;

	if (argc != 4)
		error(1, 0, "\nUSAGE: %s <server> <word> <port>",
			argv[0]);
	errno = 0;
	long port = strtol(argv[3], &end, 10);
	if (errno || end == argv[3] || *end || port < 1 || port > 65535)
		error(1, 0, "'%s' is not a port", argv[3]);
	int code = getaddrinfo(argv[1], argv[3], &wish, &list);
	if (code)
		error(1, code == EAI_SYSTEM ? errno : 0, "%s: %s",
			argv[1], gai_strerror(code));
	int fd = connect_somewhere(list);
	if (fd < 0)
		error(1, errno, "%s", argv[1]);
	freeaddrinfo(list);

	const char *from = argv[2], *stop = from + strlen(from);
	while (from < stop) {
		ssize_t n = send(fd, from, stop - from, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			error(1, errno, "send");
		from += n < 0 ? 0 : n;
	}
	if (shutdown(fd, SHUT_WR) < 0 && errno != ENOTCONN)
		error(1, errno, "shutdown");

	printf("Received: ");
	size_t left = strlen(argv[2]);
	while (left > 0) {
		char bytes[333];
		ssize_t n = recv(fd, bytes, left < 333 ? left : 333, 0);
		if (n < 0 && errno != EINTR)
			error(1, errno, "recv");
		if (n == 0)
			error(1, 0, "the reply ends too early");
		if (n > 0) {
			fwrite(bytes, 1, n, stdout);
			left -= n;
		}
	}
	putchar('\n');
	if (fclose(stdout))
		error(1, errno, "stdout");
	close(fd);
	return 0;
}
