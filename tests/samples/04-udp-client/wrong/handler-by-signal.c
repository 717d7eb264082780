/*
 * misconception: expects every signal to interrupt recv
 * fails: a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   an_interruption_is_no_end answer_to_first_sending
 *   answer_to_last_sending all_quiet_meanwhile
 *   a_stranger_at_a_time a_stranger_instead refusal refusal_later
 *   address_in_silence
 * shows: signal() has recv go on after the handler: it waits for
 *   ever.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t timed_out;

static void handler(int sig)
{
	timed_out = sig;
}

static int die(const char *what, const char *why)
{
	fprintf(stderr, "udpclient: %s: %s\n", what, why);
	return 1;
}

static long positive(const char *s, long max)
{
	long n = 0;

	if (s == NULL)
		return -1;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || n > max)
			return -1;
		n = n * 10 + (*s - '0');
	}
	return n < 1 || n > max ? -1 : n;
}

static void timer(long ms)
{
	struct itimerval t = { { 0, 0 },
		{ ms / 1000, ms % 1000 * 1000 } };

	timed_out = 0;
	setitimer(ITIMER_REAL, &t, NULL);
}

static ssize_t get(int fd, char *buf, size_t size)
{
	ssize_t n;

	do {
		n = recv(fd, buf, size, 0);
	} while (n == -1 && errno == EINTR && !timed_out);
	return n;
}

static ssize_t talk(
	int fd, const char *word, long ms, char *buf, size_t size)
{
	ssize_t n;
	int left = 4;

	while (left--) {
		do {
			n = send(fd, word, strlen(word), 0);
		} while (n == -1 && errno == EINTR);
		if (n == -1)
			return -1;
		timer(ms);
		n = get(fd, buf, size);
		timer(0);
		if (n != -1 || errno != EINTR)
			return n;
		ms *= 2;
	}
	errno = ETIMEDOUT;
	return -1;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list, *a;
	long ms = 1000;
	int code, why = 0;
	char *buf;
	ssize_t n = -1;

	if (argv[1] && argv[1][0] == '-') {
		ms = strcmp(argv[1], "-w") ? -1
					   : positive(argv[2], 1000000);
		argv += 2;
		argc -= 2;
	}
	if (ms == -1 || argc != 4 || positive(argv[3], 65535) == -1) {
		fputs("USAGE: udpclient [-w <ms>] <server> <word> "
		      "<port>\n",
			stderr);
		return 1;
	}
	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		return die(argv[1], gai_strerror(code));
	buf = malloc(65536);
	if (buf == NULL)
		return die("malloc", strerror(errno));
	signal(SIGALRM, handler);
	for (a = list; a != NULL && n == -1; a = a->ai_next) {
		int fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd == -1) {
			why = errno;
			continue;
		}
		if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			n = talk(fd, argv[2], ms, buf, 65536);
		why = errno;
		close(fd);
	}
	freeaddrinfo(list);
	if (n >= 0) {
		printf("Received: ");
		fwrite(buf, 1, (size_t)n, stdout);
		printf("\n");
	}
	free(buf);
	if (n == -1)
		return die(argv[1], strerror(why));
	if (fflush(stdout) == EOF)
		return die("stdout", strerror(errno));
	return 0;
}
