/*
 * cause: looks for the reply only when its time is over
 * shows: main sleeps for the whole time, whatever the thread has
 *   received meanwhile.
 * fails: longest_waits refusal refusal_later after_a_refusal
 *   either_family
 *
 * cause: doubles the time before it has waited for the first time
 * shows: It sleeps 2, 4, 8 and 16 times the time.
 * fails: again_not_late a_second_without_w all_over_after_15_times
 *   an_interruption_is_no_end a_stranger_at_a_time
 *
 * cause: takes a refusal and silence for one and the same
 * shows: "no reply" is told of either.
 * fails: refusal no_socket
 *
 * cause: never looks whether send has failed
 * shows: EINTR is all that it knows of.
 * fails: too_long_word
 */
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct shared {
	int fd;
	atomic_int state; /* 0: nothing, 1: reply, 2: error */
	char data[65535];
	size_t length;
};

static void *listener(void *p)
{
	struct shared *s = p;
	ssize_t n;

	for (;;) {
		n = recv(s->fd, s->data, sizeof s->data, 0);
		if (n >= 0) {
			s->length = n;
			atomic_store(&s->state, 1);
			break;
		}
		if (errno != EINTR) {
			atomic_store(&s->state, 2);
			break;
		}
	}
	return NULL;
}

static void sleep_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	while (nanosleep(&t, &t) == -1 && errno == EINTR)
		;
}

/* 1: reply, 0: none */
static int ask(
	struct shared *s, struct addrinfo *a, const char *word, long ms)
{
	pthread_t thread;
	int i, result;

	atomic_store(&s->state, 0);
	s->fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	if (s->fd == -1)
		return 0;
	if (connect(s->fd, a->ai_addr, a->ai_addrlen) == -1) {
		close(s->fd);
		return 0;
	}
	if (pthread_create(&thread, NULL, listener, s) != 0) {
		close(s->fd);
		return 0;
	}
	for (i = 0; i < 4 && atomic_load(&s->state) == 0; i++) {
		while (send(s->fd, word, strlen(word), 0) == -1 &&
			errno == EINTR)
			;
		ms *= 2;
		sleep_ms(ms);
	}
	result = atomic_load(&s->state);
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(thread, NULL);
	close(s->fd);
	return result == 1;
}

static long check(const char *s, long max)
{
	long n;
	char *rest;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtol(s, &rest, 10);
	return *rest || n > max ? 0 : n;
}

int main(int argc, char **argv)
{
	static struct shared s;
	struct addrinfo hints, *list, *a;
	long ms = 1000;
	int rc, opt, answered = 0;

	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_DGRAM;
	while ((opt = getopt(argc, argv, "+w:")) != -1)
		ms = opt == 'w' ? check(optarg, 1000000) : 0;
	if (ms == 0 || argc - optind != 3 ||
		!check(argv[optind + 2], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	argv += optind;
	rc = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (rc) {
		fprintf(stderr, "%s: %s\n", argv[0], gai_strerror(rc));
		return 1;
	}
	for (a = list; a && !answered; a = a->ai_next)
		answered = ask(&s, a, argv[1], ms);
	freeaddrinfo(list);
	if (!answered) {
		fprintf(stderr, "%s: no reply\n", argv[0]);
		return 1;
	}
	printf("Received: ");
	fwrite(s.data, 1, s.length, stdout);
	printf("\n");
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
