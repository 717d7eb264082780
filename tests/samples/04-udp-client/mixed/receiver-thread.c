/*
 * cause: goes on waiting after a refusal
 * shows: The thread that hears of it ends, and nobody is told.
 * fails: refusal refusal_later after_a_refusal either_family
 *
 * cause: takes the reply for a string
 * shows: A reply ends at its first NUL.
 * fails: any_byte_in_reply
 *
 * cause: never frees the list of addresses
 * shows: At the end the list of getaddrinfo is still there.
 * fails: nothing_leaks
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

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived;
static bool have_reply;
static char reply[65536];

static void *receiver(void *arg)
{
	int sock = *(int *)arg;
	static char incoming[65536];
	ssize_t n;

	do
		n = recv(sock, incoming, sizeof(incoming) - 1, 0);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return NULL;
	pthread_mutex_lock(&lock);
	memcpy(reply, incoming, (size_t)n);
	reply[n] = '\0';
	have_reply = true;
	pthread_cond_signal(&arrived);
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void add_ms(struct timespec *t, long ms)
{
	t->tv_sec += ms / 1000;
	t->tv_nsec += ms % 1000 * 1000000;
	if (t->tv_nsec >= 1000000000) {
		t->tv_nsec -= 1000000000;
		t->tv_sec++;
	}
}

static bool converse(int sock, const char *word, long ms)
{
	struct timespec due;

	for (int round = 0; round < 4 && !have_reply; round++) {
		ssize_t n;

		do
			n = send(sock, word, strlen(word), 0);
		while (n == -1 && errno == EINTR);
		if (n == -1 && errno != ECONNREFUSED)
			return false;
		if (round == 0)
			clock_gettime(CLOCK_MONOTONIC, &due);
		add_ms(&due, ms);
		ms *= 2;
		errno = 0;
		while (!have_reply && errno != ETIMEDOUT)
			errno = pthread_cond_timedwait(
				&arrived, &lock, &due);
	}
	return have_reply;
}

static bool ask(struct addrinfo *server, const char *word, long ms)
{
	pthread_t thread;
	int sock = socket(server->ai_family, server->ai_socktype, 0);

	if (sock == -1)
		return false;
	if (connect(sock, server->ai_addr, server->ai_addrlen) == -1 ||
		(errno = pthread_create(
			 &thread, NULL, receiver, &sock)) != 0) {
		int reason = errno;
		close(sock);
		errno = reason;
		return false;
	}
	pthread_mutex_lock(&lock);
	bool ok = converse(sock, word, ms);
	int reason = errno;
	pthread_mutex_unlock(&lock);
	if (!ok)
		pthread_cancel(thread);
	pthread_join(thread, NULL);
	close(sock);
	errno = reason;
	return ok;
}

static long parse(const char *s, long max)
{
	size_t digits = strspn(s, "0123456789");

	if (digits == 0 || s[digits] != '\0' || digits > 9)
		return 0;
	long n = atol(s);
	return n <= max ? n : 0;
}

int main(int argc, char *argv[])
{
	long ms = 1000;
	bool good = true;
	int opt;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1)
		if (opt != 'w' || (ms = parse(optarg, 1000000)) == 0)
			good = false;
	if (!good || argc - optind != 3 ||
		parse(argv[optind + 2], 65535) == 0) {
		fputs("USAGE: udpclient [-w <ms>] <server> <word> "
		      "<port>\n",
			stderr);
		return 1;
	}

	pthread_condattr_t attr;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&arrived, &attr);

	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *ai;
	int e = getaddrinfo(
		argv[optind], argv[optind + 2], &hints, &ai);
	if (e != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[optind],
			gai_strerror(e));
		return 1;
	}
	while (ai != NULL && !ask(ai, argv[optind + 1], ms))
		ai = ai->ai_next;
	if (ai == NULL) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[optind],
			strerror(errno));
		return 1;
	}
	if (printf("Received: %s\n", reply) < 0 ||
		fflush(stdout) != 0) {
		perror("udpclient: stdout");
		return 1;
	}
	return 0;
}
