/*
 * misconception: sends a fifth time
 * fails: all_sendings_are_four
 * shows: It sends once, and then again four times.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buf[0x10000];
static timer_t timer;
static sigset_t signals;

static void check(int result, const char *what)
{
	if (result == 0)
		return;
	fprintf(stderr, "udpclient: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void set_timer(long ms)
{
	struct itimerspec t = { .it_value = { ms / 1000,
					ms % 1000 * 1000000 } };

	check(timer_settime(timer, 0, &t, NULL), "timer_settime");
}

static void discard_signals(void)
{
	static const struct timespec zero;

	while (sigtimedwait(&signals, NULL, &zero) > 0)
		continue;
}

static int open_socket(const struct addrinfo *a)
{
	int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK,
		a->ai_protocol);

	if (fd >= 0 &&
		(connect(fd, a->ai_addr, a->ai_addrlen) == -1 ||
			fcntl(fd, F_SETOWN, getpid()) == -1 ||
			fcntl(fd, F_SETFL, O_ASYNC | O_NONBLOCK) ==
				-1)) {
		int e = errno;
		close(fd);
		errno = e;
		return -1;
	}
	return fd;
}

static ssize_t communicate(int fd, const char *word, long ms)
{
	int sent = 0;
	siginfo_t info = { .si_signo = SIGALRM };

	for (;;) {
		ssize_t n;

		if (info.si_signo == SIGALRM) {
			if (sent++ > 4) {
				errno = ETIMEDOUT;
				return -1;
			}
			while ((n = send(fd, word, strlen(word), 0)) <
					0 &&
				errno == EINTR)
				;
			if (n < 0)
				return -1;
			set_timer(ms);
			ms *= 2;
		}
		n = recv(fd, buf, sizeof buf, 0);
		if (n >= 0 || (errno != EAGAIN && errno != EINTR))
			return n;
		do
			info.si_signo = 0;
		while (sigwaitinfo(&signals, &info) == -1 &&
			errno == EINTR);
	}
}

static long get_number(const char *s, long max)
{
	long n = 0;

	if (!*s)
		return -1;
	while (*s) {
		if (*s < '0' || *s > '9')
			return -1;
		n = 10 * n + (*s++ - '0');
		if (n > max)
			return -1;
	}
	return n ? n : -1;
}

int main(int argc, char **argv)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGALRM };
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *all, *a;
	long ms = 1000;
	ssize_t n = -1;
	int first = 1, e = 0;

	if (argc >= 3 && strcmp(argv[1], "-w") == 0) {
		ms = get_number(argv[2], 1000000);
		first = 3;
	}
	if (argc - first != 3 || ms < 0 || argv[first][0] == '-' ||
		get_number(argv[first + 2], 65535) < 0) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	argv += first;
	sigemptyset(&signals);
	sigaddset(&signals, SIGIO);
	sigaddset(&signals, SIGALRM);
	check(sigprocmask(SIG_BLOCK, &signals, NULL), "sigprocmask");
	check(timer_create(CLOCK_MONOTONIC, &event, &timer),
		"timer_create");
	if ((e = getaddrinfo(argv[0], argv[2], &hints, &all))) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			gai_strerror(e));
		return 1;
	}
	for (a = all; a && n < 0; a = a->ai_next) {
		int fd = open_socket(a);

		if (fd >= 0)
			n = communicate(fd, argv[1], ms);
		e = errno;
		set_timer(0);
		if (fd >= 0)
			close(fd);
		discard_signals();
	}
	freeaddrinfo(all);
	timer_delete(timer);
	if (n < 0) {
		fprintf(stderr, "udpclient: %s, port %s: %s\n", argv[0],
			argv[2], strerror(e));
		return 1;
	}
	printf("Received: ");
	fwrite(buf, 1, (size_t)n, stdout);
	printf("\n");
	check(ferror(stdout) || fclose(stdout) ? -1 : 0, "stdout");
	return 0;
}
