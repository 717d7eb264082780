/*
 * cause: sends each time from a new socket
 * shows: Each attempt has a socket of its own.
 * fails: answer_to_first_sending
 *
 * cause: sends a fifth time
 * shows: One sending, and four more.
 * fails: all_sendings_are_four
 *
 * cause: prints its usage where it prints its results
 * shows: printf says how it is called.
 * fails: usage_without_arguments usage_with_too_few
 *   usage_with_too_many unknown_options bad_waits
 *
 * cause: does not look whether all of its output was written in the
 *   end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 *
 * cause: never frees the list of addresses
 * shows: freeaddrinfo is not called.
 * fails: nothing_leaks
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define N_RETRIES 4

char *host, *word, *port;
char reply[70000];
int len = -1;

int number(char *s, int max)
{
	int n = 0;
	if (!*s)
		return 0;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		n = 10 * n + *s - '0';
		if (n > max)
			return 0;
	}
	return n;
}

/* returns an errno */
int wait_reply(int fd, int ms)
{
	struct timespec end, t, d;
	struct pollfd p;

	p.fd = fd;
	p.events = POLLIN;
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += ms / 1000;
	end.tv_nsec += ms % 1000 * 1000000;
	for (;;) {
		clock_gettime(CLOCK_MONOTONIC, &t);
		long long ns = (end.tv_sec - t.tv_sec) * 1000000000LL +
			end.tv_nsec - t.tv_nsec;
		if (ns <= 0)
			return ETIMEDOUT;
		d.tv_sec = ns / 1000000000;
		d.tv_nsec = ns % 1000000000;
		if (ppoll(&p, 1, &d, 0) <= 0)
			continue;
		len = recv(fd, reply, sizeof(reply), MSG_DONTWAIT);
		if (len >= 0)
			return 0;
		if (errno != EINTR && errno != EAGAIN)
			return errno;
	}
}

int try(struct addrinfo *ai, int ms)
{
	int fd, e;

	fd = socket(ai->ai_family, SOCK_DGRAM, 0);
	if (fd == -1)
		return errno;
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) == -1) {
		e = errno;
	} else {
		do {
			e = 0;
			if (send(fd, word, strlen(word), 0) == -1)
				e = errno;
		} while (e == EINTR);
		if (e == 0)
			e = wait_reply(fd, ms);
	}
	close(fd);
	return e;
}

void usage()
{
	printf("USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(1);
}

int main(int argc, char **argv)
{
	struct addrinfo *ai, hints;
	int e, k, ms = 1000, wait;

	if (argc >= 2 && argv[1][0] == '-') {
		if (argc < 3 || strcmp(argv[1], "-w"))
			usage();
		ms = number(argv[2], 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4)
		usage();
	host = argv[1];
	word = argv[2];
	port = argv[3];
	if (ms == 0)
		usage();
	if (number(port, 65535) == 0) {
		fprintf(stderr, "bad number\n");
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	e = getaddrinfo(host, port, &hints, &ai);
	if (e) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(e));
		exit(1);
	}
	while (ai != NULL) {
		wait = ms;
		e = try(ai, wait);
		for (k = 0; k < N_RETRIES && e == ETIMEDOUT; k++) {
			wait *= 2;
			e = try(ai, wait);
		}
		if (e == 0)
			break;
		ai = ai->ai_next;
	}
	if (e) {
		fprintf(stderr, "%s: %s\n", host, strerror(e));
		exit(1);
	}
	printf("Received: ");
	fwrite(reply, len, 1, stdout);
	printf("\n");
	exit(0);
}
