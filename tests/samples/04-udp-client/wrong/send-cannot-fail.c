/*
 * misconception: never looks whether send has failed
 * fails: too_long_word
 * shows: A word that is too long for a datagram is found out when
 *   the time is over.
 */
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int fd;
	bool full, closing;
	int error;
	size_t length;
	char letter[65536];
};

static void *receiver(void *argument)
{
	struct mailbox *box = argument;
	ssize_t n;

	do
		n = recv(box->fd, box->letter, sizeof box->letter, 0);
	while (n == -1 && errno == EINTR);
	pthread_mutex_lock(&box->lock);
	if (!box->closing) {
		box->full = n >= 0;
		box->error = n == -1 ? errno : 0;
		box->length = n == -1 ? 0 : (size_t)n;
		pthread_cond_signal(&box->changed);
	}
	pthread_mutex_unlock(&box->lock);
	return NULL;
}

static void add(struct timespec *t, long ms)
{
	t->tv_sec += ms / 1000;
	t->tv_nsec += ms % 1000 * 1000000L;
	t->tv_sec += t->tv_nsec / 1000000000L;
	t->tv_nsec %= 1000000000L;
}

/* With the lock held.  true: nothing came in that time. */
static bool nothing_within(struct mailbox *box, long ms)
{
	struct timespec until;
	int code = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	add(&until, ms);
	while (!box->full && box->error == 0 && code != ETIMEDOUT)
		code = pthread_cond_timedwait(
			&box->changed, &box->lock, &until);
	return !box->full && box->error == 0;
}

static void ask(struct mailbox *box, const char *word, long ms)
{
	ssize_t n;

	pthread_mutex_lock(&box->lock);
	for (int i = 0; i < 4; i++) {
		do
			n = send(box->fd, word, strlen(word), 0);
		while (n == -1 && errno == EINTR);
		if (!nothing_within(box, ms << i))
			break;
	}
	if (!box->full && box->error == 0)
		box->error = ETIMEDOUT;
	box->closing = true;
	pthread_mutex_unlock(&box->lock);
}

/* Waking the thread by shutdown makes its recv return 0. */
static bool call(struct mailbox *box, const struct addrinfo *a,
	const char *word, long ms)
{
	pthread_t thread;

	box->full = box->closing = false;
	box->error = 0;
	box->fd = socket(a->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (box->fd == -1) {
		box->error = errno;
		return false;
	}
	if (connect(box->fd, a->ai_addr, a->ai_addrlen) == -1)
		box->error = errno;
	else
		box->error =
			pthread_create(&thread, NULL, receiver, box);
	if (box->error == 0) {
		ask(box, word, ms);
		shutdown(box->fd, SHUT_RD);
		pthread_join(thread, NULL);
	}
	close(box->fd);
	return box->full;
}

static bool is_number(const char *text, unsigned long long max)
{
	char *rest;

	errno = 0;
	unsigned long long n = strtoull(text, &rest, 10);
	return text[0] >= '0' && text[0] <= '9' && *rest == '\0' &&
		errno == 0 && n >= 1 && n <= max;
}

static void initialise(struct mailbox *box)
{
	pthread_condattr_t attributes;

	pthread_mutex_init(&box->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&box->changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

int main(int argc, char *argv[])
{
	static struct mailbox box;
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	const char *ms = "1000";
	bool answered = false;
	int opt;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) == 'w')
		ms = optarg;
	if (opt != -1 || argc - optind != 3 ||
		!is_number(ms, 1000000) ||
		!is_number(argv[optind + 2], 65535)) {
		fprintf(stderr, "USAGE: %s [-w <ms>] %s\n", argv[0],
			"<server> <word> <port>");
		return 1;
	}
	argv += optind;
	int code = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			gai_strerror(code));
		return 1;
	}
	initialise(&box);
	for (struct addrinfo *a = list; a != NULL && !answered;
		a = a->ai_next)
		answered = call(&box, a, argv[1], atol(ms));
	freeaddrinfo(list);
	if (!answered) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			strerror(box.error));
		return 1;
	}
	fputs("Received: ", stdout);
	fwrite(box.letter, 1, box.length, stdout);
	fputc('\n', stdout);
	if (ferror(stdout) || fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
