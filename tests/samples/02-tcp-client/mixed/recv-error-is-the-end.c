/*
 * cause: takes an error of recv for the end of the reply
 * shows: When the server resets the connection, it prints what has come
 *   and exits with status 0.
 * fails: reset_by_server losses_differ
 *
 * cause: takes the end of the connection for the end of its work
 * shows: When the server closes early, it exits with status 0.
 * fails: early_close losses_differ
 *
 * cause: takes an interrupted recv for a broken connection
 * shows: EINTR of recv ends the loop.
 * fails: interrupted_receiving
 *
 * cause: ends what it sends with a newline, as on a terminal
 * shows: One byte more than the word arrives: a newline.
 * fails: whole_word_arrives empty_word word_like_a_command orderly_end
 *
 * cause: takes one socket for addresses of every family
 * shows: A socket of the family of the first address is used for all of
 *   them.
 * fails: one_family_only
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHECK(call)            \
	if ((call) < 0) {      \
		perror(#call); \
		exit(1);       \
	}

int port_number(char *s)
{
	int n = 0;
	if (!*s)
		return 0;
	while (*s) {
		if (*s < '0' || *s > '9' || n > 65535)
			return 0;
		n = 10 * n + *s++ - '0';
	}
	return n > 65535 ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *first, *a;
	int sock, r, k, error = 0;
	char *line, *p;
	size_t len, left;
	char in[128];

	if (argc != 4 || port_number(argv[3]) == 0) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		exit(1);
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	if ((r = getaddrinfo(argv[1], argv[3], &hints, &first)) != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(r));
		exit(1);
	}
	CHECK(sock = socket(first->ai_family, SOCK_STREAM, 0));
	for (a = first; a; a = a->ai_next) {
		do
			r = connect(sock, a->ai_addr, a->ai_addrlen);
		while (r < 0 && errno == EINTR);
		if (r == 0)
			break;
		error = errno;
	}
	freeaddrinfo(first);
	if (r < 0) {
		fprintf(stderr, "connect: %s\n", strerror(error));
		exit(1);
	}

	/* word and end of line */
	len = strlen(argv[2]);
	CHECK(asprintf(&line, "%s\n", argv[2]));
	for (p = line, left = len + 1; left > 0; p += k, left -= k) {
		while ((k = send(sock, p, left, MSG_NOSIGNAL)) < 0 &&
			errno == EINTR)
			;
		CHECK(k);
	}
	free(line);

	printf("Received: ");
	left = len;
	while (left > 0 &&
		(k = recv(sock, in, left < 128 ? left : 128, 0)) > 0) {
		fwrite(in, 1, k, stdout);
		left -= k;
	}
	printf("\n");
	CHECK(fflush(stdout));
	CHECK(close(sock));
	return 0;
}
