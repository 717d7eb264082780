/* getopt reads the command line, and stops at the first argument. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int verbose;

static _Noreturn void usage(void)
{
	fprintf(stderr, "USAGE: %s [-v] <server> <word> <port>\n",
		program_invocation_short_name);
	exit(EXIT_FAILURE);
}

static int finish_connect(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	socklen_t size = sizeof errno;

	while (TEMP_FAILURE_RETRY(poll(&p, 1, -1)) != 1)
		;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &errno, &size) ||
			errno
		? -1
		: 0;
}

static int connect_to(const char *host, const char *port)
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	int fd = -1, reason = ENOENT;
	int code = getaddrinfo(host, port, &hints, &list);

	if (code != 0)
		errx(1, "%s: %s", host, gai_strerror(code));
	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd != -1 &&
			(!connect(fd, a->ai_addr, a->ai_addrlen) ||
				(errno == EINTR &&
					!finish_connect(fd))))
			break;
		reason = errno;
		if (verbose)
			warn("one address of %s", host);
		if (fd != -1)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(list);
	errno = reason;
	return fd;
}

int main(int argc, char *argv[])
{
	int option, fd;
	char *end, data[8192];

	/* A word may begin with a hyphen, and is no option of ours. */
	while ((option = getopt(argc, argv, "+v")) != -1) {
		if (option != 'v')
			usage();
		verbose = 1;
	}
	argv += optind;
	if (argc - optind != 3)
		usage();
	long port = strtol(argv[2], &end, 10);
	if (*end != '\0' || end == argv[2] || port < 1 || port > 65535)
		usage();
	fd = connect_to(argv[0], argv[2]);
	if (fd == -1)
		err(1, "%s:%ld", argv[0], port);
	size_t left = strlen(argv[1]);
	for (const char *p = argv[1]; left > 0;) {
		ssize_t n = TEMP_FAILURE_RETRY(
			send(fd, p, left, MSG_NOSIGNAL));
		if (n == -1)
			err(1, "send");
		p += n;
		left -= (size_t)n;
	}
	fputs("Received: ", stdout);
	for (left = strlen(argv[1]); left > 0;) {
		size_t room = left < sizeof data ? left : sizeof data;
		ssize_t n = TEMP_FAILURE_RETRY(recv(fd, data, room, 0));
		if (n == -1)
			err(1, "recv");
		if (n == 0)
			errx(1,
				"end of connection before the end of "
				"the reply");
		fwrite(data, 1, (size_t)n, stdout);
		left -= (size_t)n;
	}
	puts("");
	close(fd);
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
