/*
 * cause: takes the end of the connection for the end of the reply
 * shows: It prints until the server closes, and the server waits for
 *   it.
 * fails: reply_in_one_piece empty_reply long_reply reply_byte_by_byte
 *   reply_at_every_split reply_is_the_peers zero_bytes
 *   bytes_like_an_end reply_is_no_format extra_bytes server_keeps_open
 *   server_is_silent orderly_end full_disk
 *
 * cause: prints all that comes instead of what it waits for
 * shows: Bytes behind the reply are printed, too.
 * fails: extra_bytes
 *
 * cause: takes the end of the connection for the end of its work
 * shows: When the server closes early, it exits with status 0.
 * fails: early_close losses_differ
 *
 * cause: takes it for granted that send takes all at once
 * shows: When send takes only a part, the rest never arrives.
 * fails: short_send
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR ends it, whichever call it comes from.
 * fails: interrupted_connect interrupted_sending interrupted_receiving
 *   interrupted_refusal
 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(const char *host, const char *port)
{
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *res,
			*ai;
	int e = getaddrinfo(host, port, &hint, &res);
	int fd = -1;

	if (e)
		errx(1, "%s: %s", host, gai_strerror(e));
	for (ai = res; ai; ai = ai->ai_next) {
		fd = socket(ai->ai_family, ai->ai_socktype,
			ai->ai_protocol);
		if (fd < 0)
			err(1, "socket");
		if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0)
			break;
		if (!ai->ai_next)
			err(1, "connect to %s", host);
		close(fd);
	}
	freeaddrinfo(res);
	return fd;
}

static int valid(const char *p)
{
	unsigned long v;
	if (!*p || p[strspn(p, "0123456789")] || strlen(p) > 5)
		return 0;
	v = strtoul(p, NULL, 10);
	return v > 0 && v < 65536;
}

int main(int argc, char *argv[])
{
	char buf[512];
	ssize_t n;
	int fd;

	if (argc != 4 || !valid(argv[3])) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		exit(1);
	}
	fd = dial(argv[1], argv[3]);
	if (send(fd, argv[2], strlen(argv[2]), MSG_NOSIGNAL) < 0)
		err(1, "send");
	printf("Received: ");
	while ((n = recv(fd, buf, sizeof buf, 0)) > 0)
		fwrite(buf, 1, n, stdout);
	if (n < 0)
		err(1, "recv");
	printf("\n");
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	close(fd);
	return 0;
}
