/*
 * misconception: frees the list of addresses only where it succeeds
 * fails: nothing_leaks
 * shows: The way out of a failure ends before freeaddrinfo.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int port_ok(const char *s)
{
	size_t n = strlen(s);
	long v = n > 0 && n < 6 && strspn(s, "0123456789") == n
		? atol(s)
		: 0;
	return v >= 1 && v <= 65535;
}

static int hook_up(const struct addrinfo *a)
{
	int e = 0,
	    fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	socklen_t l = sizeof e;

	if (fd < 0)
		return -1;
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		return fd;
	e = errno;
	if (e == EINTR) {
		struct pollfd p = { fd, POLLOUT, 0 };
		while (poll(&p, 1, -1) < 0)
			;
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &e, &l);
		if (e == 0)
			return fd;
	}
	close(fd);
	errno = e;
	return -1;
}

int main(int argc, char **argv)
{
	struct addrinfo want = { .ai_socktype = SOCK_STREAM }, *all, *a;
	int fd = -1, r;
	size_t n, got = 0, out = 0;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s server word port\n",
			argv[0]);
		return 1;
	}
	if (!port_ok(argv[3])) {
		fprintf(stderr, "echoclient: no port: %s\n", argv[3]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	if ((r = getaddrinfo(argv[1], argv[3], &want, &all)) != 0) {
		fprintf(stderr, "echoclient: %s: %s\n", argv[1],
			gai_strerror(r));
		return 1;
	}
	for (a = all; a != NULL && fd < 0; a = a->ai_next)
		fd = hook_up(a);
	if (fd < 0) {
		perror("echoclient: cannot connect");
		return 1;
	}
	freeaddrinfo(all);
	n = strlen(argv[2]);
	while (out < n) {
		ssize_t k = write(fd, argv[2] + out, n - out);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			perror("echoclient: send");
			return 1;
		}
		out += (size_t)k;
	}
	printf("Received: ");
	while (got < n) {
		char part[3000];
		ssize_t k = read(fd, part,
			n - got < sizeof part ? n - got : sizeof part);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			perror("echoclient: receive");
			return 1;
		}
		if (k == 0) {
			fprintf(stderr,
				"echoclient: the server closed too "
				"early\n");
			return 1;
		}
		fwrite(part, 1, (size_t)k, stdout);
		got += (size_t)k;
	}
	putchar('\n');
	close(fd);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		perror("echoclient: stdout");
		return 1;
	}
	return 0;
}
