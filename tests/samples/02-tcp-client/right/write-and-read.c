/* Plain write and read on the socket, with SIGPIPE ignored. */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what, const char *why)
{
	fprintf(stderr, "echoclient: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static int settle(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	int error = 0;
	socklen_t size = sizeof error;

	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
		return -1;
	errno = error;
	return error ? -1 : 0;
}

static int dial(const char *host, const char *port)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *a;
	int fd = -1, why = 0, code;

	code = getaddrinfo(host, port, &hints, &list);
	if (code)
		die(host, gai_strerror(code));
	for (a = list; a; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd < 0) {
			why = errno;
			continue;
		}
		if (!connect(fd, a->ai_addr, a->ai_addrlen) ||
			(errno == EINTR && !settle(fd)))
			break;
		why = errno;
		close(fd);
		fd = -1;
	}
	freeaddrinfo(list);
	if (fd < 0)
		die(host, strerror(why));
	return fd;
}

int main(int argc, char **argv)
{
	char data[512], *end;
	size_t left;
	ssize_t n;

	if (argc != 4 || strtoul(argv[3], &end, 10) - 1 > 65534 ||
		*end) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	int fd = dial(argv[1], argv[3]);
	const char *p = argv[2];
	for (left = strlen(p); left > 0; left -= n, p += n) {
		n = write(fd, p, left);
		if (n < 0 && errno != EINTR)
			die("write", strerror(errno));
		if (n < 0)
			n = 0;
	}
	printf("Received: ");
	for (left = strlen(argv[2]); left > 0; left -= n) {
		n = read(fd, data, left < 512 ? left : 512);
		if (n == 0)
			die("read", "the server has hung up");
		if (n < 0 && errno != EINTR)
			die("read", strerror(errno));
		if (n < 0)
			n = 0;
		fwrite(data, 1, n, stdout);
	}
	putchar('\n');
	close(fd);
	if (fclose(stdout))
		die("stdout", strerror(errno));
	return 0;
}
