/*
 * cause: asks again and again instead of waiting
 * shows: A recv that does not wait is called until the time is over.
 * fails: all_quiet_meanwhile
 *
 * cause: prints its progress between its results
 * shows: Each attempt is told on stdout.
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   empty_reply any_byte_in_reply one_reply_only too_long_word
 *   all_sendings_are_four a_stranger_instead refusal refusal_later
 *   all_refuse
 *
 * cause: takes an empty reply for none
 * shows: n > 0 is asked for.
 * fails: empty_reply
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define TRIES 4

static char answer[65536];
static int answerLength;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

static void usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(1);
}

static int getNumber(const char *s, int max)
{
	const char *c;
	if (*s == 0 || strlen(s) > 7)
		usage();
	for (c = s; *c; c++)
		if (*c < '0' || *c > '9')
			usage();
	if (atoi(s) < 1 || atoi(s) > max)
		usage();
	return atoi(s);
}

/* returns 0 when an answer is there, otherwise an error number */
static int tryServer(struct addrinfo *a, const char *word, int ms)
{
	int i, fd, error = 0;
	double start, wait = ms / 1000.0;

	fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	if (fd == -1)
		return errno;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == -1) {
		error = errno;
		close(fd);
		return error;
	}
	for (i = 1; i <= TRIES; i++) {
		printf("Attempt %d ...\n", i);
		if (send(fd, word, strlen(word), 0) == -1) {
			if (errno == EINTR) {
				i--;
				continue;
			}
			error = errno;
			break;
		}
		start = now();
		while (now() - start < wait) {
			int n = recv(fd, answer, sizeof answer, 0);
			if (n > 0) {
				answerLength = n;
				close(fd);
				return 0;
			}
			if (n == -1 && errno != EAGAIN &&
				errno != EINTR) {
				error = errno;
				close(fd);
				return error;
			}
		}
		wait *= 2;
		error = ETIMEDOUT;
	}
	close(fd);
	return error;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *a;
	int ms = 1000, error;

	if (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") != 0 || argc < 3)
			usage();
		ms = getNumber(argv[2], 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4)
		usage();
	getNumber(argv[3], 65535);

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	error = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (error != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(error));
		return 1;
	}
	for (a = list; a != NULL; a = a->ai_next) {
		error = tryServer(a, argv[2], ms);
		if (error == 0)
			break;
	}
	freeaddrinfo(list);
	if (error != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(error));
		return 1;
	}
	printf("Received: ");
	fwrite(answer, 1, answerLength, stdout);
	printf("\n");
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
