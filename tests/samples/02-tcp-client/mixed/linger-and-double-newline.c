/*
 * cause: takes a reset for the quicker way to close
 * shows: SO_LINGER with a time of zero: the server sees a reset instead
 *   of an end.
 * fails: orderly_end
 *
 * cause: may choose a port by itself when it is given none
 * shows: With two arguments it tries port 7.
 * fails: usage_with_too_few
 *
 * cause: writes a blank line behind the reply
 * shows: Two newlines stand behind the reply.
 * fails: reply_in_one_piece empty_reply long_reply reply_byte_by_byte
 *   reply_at_every_split reply_is_the_peers zero_bytes
 *   bytes_like_an_end reply_is_no_format extra_bytes server_keeps_open
 *   server_is_silent orderly_end
 *
 * cause: takes it for a failure when send takes only a part
 * shows: A short send ends it with status 1.
 * fails: short_send
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_PORT "7"

static int valid_port(const char *t)
{
	unsigned long v = 0;
	const char *p;

	for (p = t; *p >= '0' && *p <= '9' && v <= 65535; p++)
		v = v * 10 + (unsigned long)(*p - '0');
	return p != t && *p == 0 && v >= 1 && v <= 65535;
}

int main(int argc, char **argv)
{
	const char *port = argc > 3 ? argv[3] : DEFAULT_PORT;
	struct addrinfo want = { 0 }, *all, *one;
	struct linger now = { 1, 0 };
	int s = -1, r;

	if (argc < 3 || argc > 4 || !valid_port(port)) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	want.ai_socktype = SOCK_STREAM;
	if ((r = getaddrinfo(argv[1], port, &want, &all)))
		errx(1, "%s: %s", argv[1], gai_strerror(r));
	for (one = all; one && s < 0; one = one->ai_next) {
		if ((s = socket(one->ai_family, SOCK_STREAM, 0)) < 0)
			break;
		while ((r = connect(
				s, one->ai_addr, one->ai_addrlen)) &&
			errno == EINTR)
			;
		if (r) {
			r = errno;
			close(s);
			errno = r;
			s = -1;
		}
	}
	if (s < 0)
		err(1, "no connection to %s", argv[1]);
	freeaddrinfo(all);
	setsockopt(s, SOL_SOCKET, SO_LINGER, &now, sizeof now);

	size_t len = strlen(argv[2]), got = 0;
	ssize_t n;
	if (len) {
		do
			n = send(s, argv[2], len, 0);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			err(1, "send");
		if ((size_t)n < len)
			errx(1, "sent only %zd of %zu bytes", n, len);
	}
	char *buf = malloc(len + 2);
	while (got < len) {
		n = recv(s, buf + got, len - got, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			err(1, "recv");
		if (n == 0)
			errx(1, "the server closed after %zu bytes",
				got);
		got += (size_t)n;
	}
	buf[len] = buf[len + 1] = '\n';
	printf("Received: ");
	fwrite(buf, 1, len + 2, stdout);
	free(buf);
	close(s);
	if (fclose(stdout))
		err(1, "stdout");
	return 0;
}
