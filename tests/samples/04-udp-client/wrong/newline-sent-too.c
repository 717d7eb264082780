/*
 * misconception: ends what it sends with a newline, as on a terminal
 * fails: whole_word empty_word any_byte_value long_word
 *   reply_is_printed reply_of_other_length largest_reply empty_reply
 *   any_byte_in_reply one_reply_only silent_success full_disk
 *   short_write again_without_reply all_sendings_are_four
 *   answer_to_first_sending answer_to_last_sending interrupted_calls
 *   longest_waits other_port other_address stranger_just_before
 *   refusal_later name_by_dns name_in_hosts_file ipv6_address
 *   after_a_refusal nothing_leaks either_family
 * shows: Each datagram has a newline behind the word.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t rang;
static sigset_t outside;
static char answer[70000];

static void on_alarm(int sig)
{
	(void)sig;
	rang = 1;
}

static void wind_up(long ms)
{
	struct itimerval t;

	memset(&t, 0, sizeof t);
	t.it_value.tv_sec = ms / 1000;
	t.it_value.tv_usec = (ms % 1000) * 1000;
	rang = 0;
	setitimer(ITIMER_REAL, &t, NULL);
}

static int check(const char *s, long max)
{
	char c;
	long n;

	return strspn(s, "0123456789") == strlen(s) && strlen(s) < 8 &&
		sscanf(s, "%ld%c", &n, &c) == 1 && n > 0 && n <= max;
}

/* the length; -1: error; -2: it rang */
static int listen_to(int fd)
{
	fd_set readable;
	ssize_t n;

	while (!rang) {
		FD_ZERO(&readable);
		FD_SET(fd, &readable);
		n = pselect(
			fd + 1, &readable, NULL, NULL, NULL, &outside);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		n = recv(fd, answer, sizeof answer, MSG_DONTWAIT);
		if (n >= 0)
			return (int)n;
		if (errno != EAGAIN)
			return -1;
	}
	errno = ETIME;
	return -2;
}

static int ask(int fd, const char *word, long ms)
{
	size_t length = strlen(word);
	char *line = malloc(length + 2);
	int tries, n = -2;

	if (line == NULL)
		return -1;
	memcpy(line, word, length);
	line[length] = '\n';

	for (tries = 4; tries > 0 && n == -2; tries--) {
		while (send(fd, line, length + 1, 0) < 0)
			if (errno != EINTR) {
				int e = errno;
				free(line);
				errno = e;
				return -1;
			}
		wind_up(ms);
		n = listen_to(fd);
		ms += ms;
	}
	free(line);
	return n;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_alarm };
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list, *a;
	sigset_t blocked;
	int fd, n = -1, code, why = 0;
	long ms = 1000;
	const char *me = argv[0];

	if (argc == 6 && strcmp(argv[1], "-w") == 0 &&
		check(argv[2], 1000000)) {
		ms = strtol(argv[2], NULL, 10);
		argv += 2;
		argc -= 2;
	}
	if (argc != 4 || argv[1][0] == '-' || !check(argv[3], 65535)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			me);
		return 1;
	}
	sigaction(SIGALRM, &action, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGALRM);
	sigprocmask(SIG_BLOCK, &blocked, &outside);
	sigdelset(&outside, SIGALRM);

	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", me, argv[1],
			gai_strerror(code));
		return 1;
	}
	for (a = list; a != NULL && n < 0; a = a->ai_next) {
		fd = socket(a->ai_family, SOCK_DGRAM, 0);
		if (fd < 0) {
			why = errno;
			continue;
		}
		if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			n = ask(fd, argv[2], ms);
		why = errno;
		wind_up(0);
		close(fd);
	}
	freeaddrinfo(list);
	if (n < 0) {
		fprintf(stderr, "%s: nothing from %s: %s\n", me,
			argv[1], strerror(why));
		return 1;
	}
	fputs("Received: ", stdout);
	fwrite(answer, (size_t)n, 1, stdout);
	fputc('\n', stdout);
	if (fflush(stdout) != 0) {
		fprintf(stderr, "%s: stdout: %s\n", me,
			strerror(errno));
		return 1;
	}
	return 0;
}
