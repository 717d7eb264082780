/*
 * misconception: takes the end of connecting for a connection
 * fails: interrupted_refusal
 * shows: an interrupted connect is waited for with poll, and nobody
 *   asks SO_ERROR whether the server refused: the next address is
 *   never tried.
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int finish_connect(int s)
{
	struct pollfd p = { s, POLLOUT, 0 };
	int r;

	do
		r = poll(&p, 1, -1);
	while (r < 0 && errno == EINTR);
	return r < 0 ? -1 : 0;
}

static int try_all(const struct addrinfo *ai)
{
	int s, r, why = 0;

	for (; ai != NULL; ai = ai->ai_next) {
		s = socket(ai->ai_family, ai->ai_socktype,
			ai->ai_protocol);
		if (s < 0) {
			why = errno;
			continue;
		}
		r = connect(s, ai->ai_addr, ai->ai_addrlen);
		if (r < 0 && errno == EINTR)
			r = finish_connect(s);
		if (r == 0)
			return s;
		why = errno;
		close(s);
	}
	errno = why;
	return -1;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *ai;
	char *end, *reply;
	size_t len, n;
	ssize_t k;
	int e, s;

	if (argc != 4 || argv[3][0] < '0' || argv[3][0] > '9' ||
		strtol(argv[3], &end, 10) < 1 || *end != '\0' ||
		strtol(argv[3], &end, 10) > 65535) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		return 1;
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	e = getaddrinfo(argv[1], argv[3], &hints, &ai);
	if (e != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(e));
	s = try_all(ai);
	if (s < 0)
		err(1, "no connection to %s", argv[1]);
	freeaddrinfo(ai);

	len = strlen(argv[2]);
	reply = malloc(len + 1);
	if (reply == NULL)
		err(1, "malloc");
	for (n = 0; n < len; n += (size_t)k) {
		k = send(s, argv[2] + n, len - n, MSG_NOSIGNAL);
		if (k < 0 && errno == EINTR)
			k = 0;
		if (k < 0)
			err(1, "send");
	}
	for (n = 0; n < len; n += (size_t)k) {
		k = recv(s, reply + n, len - n, 0);
		if (k == 0)
			errx(1, "the server closed the connection");
		if (k < 0 && errno == EINTR)
			k = 0;
		else if (k < 0)
			err(1, "recv");
	}
	printf("Received: ");
	fwrite(reply, 1, len, stdout);
	putchar('\n');
	if (fclose(stdout) == EOF)
		err(1, "stdout");
	free(reply);
	close(s);
	return 0;
}
