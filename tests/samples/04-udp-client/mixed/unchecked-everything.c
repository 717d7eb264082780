/*
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: atoi makes a port of "7x".
 * fails: bad_ports
 *
 * cause: takes whatever stands behind -w for a number
 * shows: atoi makes a time of "5x".
 * fails: bad_waits
 *
 * cause: never looks whether send has failed
 * shows: A too long word is waited for.
 * fails: too_long_word
 *
 * cause: takes it for granted that it gets a socket
 * shows: -1 is used like any descriptor.
 * fails: no_socket
 *
 * cause: takes it for granted that every host is found
 * shows: The list is used whatever getaddrinfo said.
 * fails: unknown_name
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

char buf[65536];

long long t(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

/* >= 0 bytes, -1 timeout, -2 refused etc. */
int go(struct addrinfo *a, char *word, int w)
{
	struct pollfd p;
	long long end;
	int i, n;
	int s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);

	connect(s, a->ai_addr, a->ai_addrlen);
	for (i = 0; i < 4; i++) {
		send(s, word, strlen(word), 0);
		end = t() + w * 1000000LL;
		while (t() < end) {
			p.fd = s;
			p.events = POLLIN;
			p.revents = 0;
			if (poll(&p, 1, (end - t()) / 1000000 + 1) <= 0)
				continue;
			n = recv(s, buf, sizeof buf, MSG_DONTWAIT);
			if (n >= 0 || errno == ECONNREFUSED) {
				close(s);
				return n >= 0 ? n : -2;
			}
		}
		w *= 2;
	}
	close(s);
	return -1;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *list, *a;
	int w = 1000, o = 0, n = -1;
	char port[20];

	if (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") || argc < 3)
			argc = 0;
		else {
			w = atoi(argv[2]);
			o = 2;
		}
	}
	if (argc != 4 + o || atoi(argv[3 + o]) < 1 ||
		atoi(argv[3 + o]) > 65535) {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> <word> "
			"<port>\n");
		return 1;
	}
	sprintf(port, "%d", atoi(argv[3 + o]));
	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	list = NULL;
	getaddrinfo(argv[1 + o], port, &hints, &list);
	for (a = list; a; a = a->ai_next) {
		n = go(a, argv[2 + o], w);
		if (n >= 0)
			break;
	}
	if (list)
		freeaddrinfo(list);
	if (n < 0) {
		fprintf(stderr, "%s: %s\n", argv[1 + o],
			n == -1 ? "no answer" : "refused");
		return 1;
	}
	printf("Received: ");
	fwrite(buf, 1, n, stdout);
	printf("\n");
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
