/*
 * misconception: takes ports below 1024 for nothing that a program of
 *   ours could use
 * fails: connects_to_dotted_quad
 * shows: Port 1 is refused with the usage line, although anybody may
 *   connect to it.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void usage(void)
{
	fprintf(stderr, "USAGE: echoclient <server> <word> <port>\n");
	exit(1);
}

static void check_port(char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	if (*end != '\0' || port < 1024 || port > 65535)
		usage();
}

static int reach(struct addrinfo *a)
{
	struct pollfd p = { .events = POLLOUT };
	int error = 0;
	socklen_t size = sizeof error;

	p.fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	if (p.fd < 0)
		return -1;
	if (connect(p.fd, a->ai_addr, a->ai_addrlen) == 0)
		return p.fd;
	error = errno;
	if (error == EINTR) {
		while (poll(&p, 1, -1) < 0)
			;
		getsockopt(p.fd, SOL_SOCKET, SO_ERROR, &error, &size);
		if (error == 0)
			return p.fd;
	}
	close(p.fd);
	errno = error;
	return -1;
}

static void die(char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *all, *a;
	char reply[2000];
	size_t sent = 0, got = 0, length;
	ssize_t n;
	int s = -1, error;

	if (argc != 4)
		usage();
	check_port(argv[3]);
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	error = getaddrinfo(argv[1], argv[3], &hints, &all);
	if (error != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(error));
		return 1;
	}
	for (a = all; a != NULL && s == -1; a = a->ai_next)
		s = reach(a);
	freeaddrinfo(all);
	if (s == -1)
		die(argv[1]);
	length = strlen(argv[2]);
	while (sent < length) {
		n = send(
			s, argv[2] + sent, length - sent, MSG_NOSIGNAL);
		if (n >= 0)
			sent += n;
		else if (errno != EINTR)
			die("send");
	}
	printf("Received: ");
	while (got < length) {
		size_t want = length - got;
		if (want > sizeof reply)
			want = sizeof reply;
		n = recv(s, reply, want, 0);
		if (n == 0) {
			fprintf(stderr, "the server has closed\n");
			return 1;
		}
		if (n > 0) {
			fwrite(reply, 1, n, stdout);
			got += n;
		} else if (errno != EINTR) {
			die("recv");
		}
	}
	printf("\n");
	if (fflush(stdout) != 0)
		die("stdout");
	close(s);
	return 0;
}
