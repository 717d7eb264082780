/* One byte for each call, on every way. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int try_one(const struct addrinfo *a)
{
	int fd, saved;

	for (;;) {
		fd = socket(
			a->ai_family, a->ai_socktype, a->ai_protocol);
		if (fd == -1)
			return -1;
		if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			return fd;
		saved = errno;
		close(fd);
		errno = saved;
		if (saved != EINTR)
			return -1;
	}
}

static void give(int fd, char c)
{
	while (send(fd, &c, 1, MSG_NOSIGNAL) != 1)
		if (errno != EINTR)
			err(EXIT_FAILURE, "send");
}

static char take(int fd)
{
	char c;

	for (;;) {
		ssize_t n = recv(fd, &c, 1, 0);
		if (n == 1)
			return c;
		if (n == 0)
			errx(EXIT_FAILURE, "the server hung up");
		if (errno != EINTR)
			err(EXIT_FAILURE, "recv");
	}
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *a;
	int fd = -1, code;
	unsigned long port = 0;
	char *end = NULL;

	if (argc == 4)
		port = strtoul(argv[3], &end, 10);
	if (argc != 4 || *end || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		exit(EXIT_FAILURE);
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_family = PF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_protocol = IPPROTO_TCP;
	if ((code = getaddrinfo(argv[1], argv[3], &hints, &list)) != 0)
		errx(EXIT_FAILURE, "%s: %s", argv[1],
			gai_strerror(code));
	for (a = list; a != NULL && fd == -1; a = a->ai_next)
		fd = try_one(a);
	if (fd == -1)
		err(EXIT_FAILURE, "%s", argv[1]);
	freeaddrinfo(list);
	for (const char *c = argv[2]; *c != '\0'; c++)
		give(fd, *c);
	fputs("Received: ", stdout);
	for (const char *c = argv[2]; *c != '\0'; c++)
		putchar(take(fd));
	putchar('\n');
	if (ferror(stdout) || fflush(stdout) != 0)
		err(EXIT_FAILURE, "stdout");
	close(fd);
	return EXIT_SUCCESS;
}
