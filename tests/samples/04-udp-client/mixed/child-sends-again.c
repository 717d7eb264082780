/*
 * cause: takes an empty reply for none
 * shows: When recv has returned 0 it receives again.
 * fails: empty_reply
 *
 * cause: never looks whether send has failed
 * shows: A word that is too long for a datagram gets no complaint.
 * fails: too_long_word
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static char data[65536];

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void usage(const char *me)
{
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		me);
	exit(1);
}

static long in_range(const char *arg, long max)
{
	char *rest;
	long value = strtol(arg, &rest, 10);

	if (arg[0] < '0' || arg[0] > '9' || *rest != '\0' ||
		value < 1 || value > max)
		return -1;
	return value;
}

/* The child: sends now, and after 1, 3 and 7 times ms. */
static void send_four_times(int fd, const char *word, long ms)
{
	int i;

	for (i = 0; i < 4; i++) {
		send(fd, word, strlen(word), 0);
		usleep((useconds_t)ms * 1000);
		ms *= 2;
	}
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *info, *ai;
	struct timeval limit;
	pid_t child;
	ssize_t n = -1;
	long ms = 1000;
	int fd, opt, rc;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1)
		if (opt != 'w' ||
			(ms = in_range(optarg, 1000000)) == -1)
			usage(argv[0]);
	if (argc - optind != 3 ||
		in_range(argv[optind + 2], 65535) == -1)
		usage(argv[0]);

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	rc = getaddrinfo(argv[optind], argv[optind + 2], &hints, &info);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", argv[optind],
			gai_strerror(rc));
		return 1;
	}
	for (ai = info; ai != NULL && n == -1; ai = ai->ai_next) {
		fd = socket(ai->ai_family, SOCK_DGRAM, 0);
		if (fd == -1)
			die("socket");
		limit.tv_sec = 15 * ms / 1000;
		limit.tv_usec = 15 * ms % 1000 * 1000;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit,
			sizeof(limit));
		if (connect(fd, ai->ai_addr, ai->ai_addrlen) == -1) {
			close(fd);
			continue;
		}
		child = fork();
		if (child == -1)
			die("fork");
		if (child == 0)
			send_four_times(fd, argv[optind + 1], ms);
		do
			n = recv(fd, data, sizeof(data), 0);
		while (n == 0 || (n == -1 && errno == EINTR));
		if (n == -1) {
			/* nothing came, stop the child */
			rc = errno;
			kill(child, SIGKILL);
			waitpid(child, NULL, 0);
			errno = rc;
		}
		close(fd);
	}
	freeaddrinfo(info);
	if (n == -1)
		die(errno == EAGAIN ? "no answer" : argv[0]);
	if (fputs("Received: ", stdout) < 0 ||
		fwrite(data, 1, n, stdout) != (size_t)n ||
		putchar('\n') == EOF || fflush(stdout) == EOF)
		die("stdout");
	return 0;
}
