/* SIGALRM is blocked and read from a signalfd, beside the socket. */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static char reply[65536];

static void usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	exit(1);
}

static long decimal(const char *text, long most)
{
	long value = 0;

	if (text == NULL || *text == 0)
		return 0;
	while (*text >= '0' && *text <= '9' && value <= most)
		value = value * 10 + *text++ - '0';
	return *text != 0 || value > most ? 0 : value;
}

static void start_alarm(long ms)
{
	struct itimerval timer = { { 0, 0 },
		{ ms / 1000, ms % 1000 * 1000 } };

	if (setitimer(ITIMER_REAL, &timer, NULL) == -1)
		err(1, "setitimer");
}

static bool alarm_went_off(int alarms)
{
	struct signalfd_siginfo info;

	return read(alarms, &info, sizeof info) == sizeof info;
}

/* Whatever is left of an alarm is none of the next address. */
static void stop_alarm(int alarms)
{
	start_alarm(0);
	while (alarm_went_off(alarms))
		;
}

static bool send_word(int fd, const char *word)
{
	while (send(fd, word, strlen(word), MSG_NOSIGNAL) == -1)
		if (errno != EINTR)
			return false;
	return true;
}

static ssize_t dialogue(int fd, int alarms, const char *word, long ms)
{
	struct pollfd both[] = { { fd, POLLIN, 0 },
		{ alarms, POLLIN, 0 } };

	for (int sent = 0;;) {
		if (both[1].revents != 0 && !alarm_went_off(alarms))
			errno = EAGAIN;
		else if (sent++ == 4) {
			errno = ETIMEDOUT;
			return -1;
		} else if (!send_word(fd, word)) {
			return -1;
		} else {
			start_alarm(ms << (sent - 1));
		}
		do {
			both[0].revents = both[1].revents = 0;
			if (poll(both, 2, -1) == -1 && errno != EINTR)
				return -1;
			if (both[0].revents == 0)
				continue;
			ssize_t n = recv(
				fd, reply, sizeof reply, MSG_DONTWAIT);
			if (n >= 0)
				return n;
			if (errno != EAGAIN && errno != EINTR)
				return -1;
		} while (both[1].revents == 0);
	}
}

static ssize_t attempt(
	struct addrinfo *a, int alarms, const char *word, long ms)
{
	int fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	ssize_t n = -1;

	if (fd < 0)
		return -1;
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		n = dialogue(fd, alarms, word, ms);
	int why = errno;
	stop_alarm(alarms);
	close(fd);
	errno = why;
	return n;
}

int main(int argc, char *argv[])
{
	static const struct addrinfo hints = { .ai_socktype =
						       SOCK_DGRAM };
	struct addrinfo *list;
	sigset_t only_alarm;
	long ms = 1000;
	ssize_t n = -1;
	int why = 0;

	if (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") != 0)
			usage();
		ms = decimal(argc > 2 ? argv[2] : NULL, 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4 || ms == 0 || decimal(argv[3], 65535) == 0)
		usage();
	sigemptyset(&only_alarm);
	sigaddset(&only_alarm, SIGALRM);
	sigprocmask(SIG_BLOCK, &only_alarm, NULL);
	int alarms = signalfd(-1, &only_alarm, SFD_NONBLOCK);
	if (alarms == -1)
		err(1, "signalfd");
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	for (struct addrinfo *a = list; a && n < 0; a = a->ai_next) {
		n = attempt(a, alarms, argv[2], ms);
		why = errno;
	}
	freeaddrinfo(list);
	close(alarms);
	if (n < 0) {
		errno = why;
		err(1, "%s", argv[1]);
	}
	printf("Received: ");
	fwrite(reply, (size_t)n, 1, stdout);
	puts("");
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
