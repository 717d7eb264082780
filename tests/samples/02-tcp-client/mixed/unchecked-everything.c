/*
 * cause: goes on as if connected when no address has connected
 * shows: connect is called and nobody looks at its result: whatever
 *   happens, the next call says why.
 * fails: reasons_differ
 *
 * cause: takes it for granted that it gets a socket
 * shows: Where socket fails, the next call says of -1 that it is no
 *   descriptor.
 * fails: no_socket
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR of send or recv ends it.
 * fails: interrupted_sending interrupted_receiving
 *
 * cause: takes the first address for the only one
 * shows: If the first address refuses, the others are never tried.
 * fails: second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 *
 * cause: never frees the list of addresses
 * shows: The leak sanitizer finds the list at the end of a good run.
 * fails: nothing_leaks
 */
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool port_ok(const char *s)
{
	char *rest;
	long n;

	if (*s < '0' || *s > '9')
		return false;
	n = strtol(s, &rest, 10);
	return *rest == '\0' && n >= 1 && n <= 65535;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *list = NULL;
	int fd, code;
	const char *w;
	size_t todo;
	char chunk[4096];

	if (argc != 4 || !port_ok(argv[3])) {
		fprintf(stderr, "USAGE: echoclient SERVER WORD PORT\n");
		return 1;
	}
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code) {
		fprintf(stderr, "cannot find %s: %s\n", argv[1],
			gai_strerror(code));
		return 1;
	}
	fd = socket(list->ai_family, list->ai_socktype, 0);
	connect(fd, list->ai_addr, list->ai_addrlen);

	for (w = argv[2], todo = strlen(w); todo;) {
		ssize_t k = send(fd, w, todo, MSG_NOSIGNAL);
		if (k == -1) {
			perror("send");
			return 1;
		}
		w += k;
		todo -= k;
	}
	fputs("Received: ", stdout);
	for (todo = strlen(argv[2]); todo;) {
		ssize_t k = recv(fd, chunk,
			todo < sizeof chunk ? todo : sizeof chunk, 0);
		if (k == -1) {
			perror("recv");
			return 1;
		}
		if (k == 0) {
			fprintf(stderr,
				"the server has closed, %zu bytes are "
				"missing\n",
				todo);
			return 1;
		}
		fwrite(chunk, 1, k, stdout);
		todo -= k;
	}
	puts("");
	if (fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	close(fd);
	return 0;
}
