/*
 * cause: expects select to leave its time-out as it was
 * shows: After the first wait nothing is left to be doubled, and the
 *   set is empty: the other sendings go out at once, and no reply to
 *   them is seen.
 * fails: a_second_without_w again_without_reply again_never_early
 *   all_over_after_15_times answer_to_first_sending
 *   answer_to_last_sending an_interruption_is_no_end
 *   a_stranger_at_a_time address_in_silence
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: A send that a signal interrupts is the end of an address.
 * fails: interrupted_calls
 *
 * cause: takes it for granted that write takes all at once
 * shows: Where write takes only a part, the rest is missing.
 * fails: short_write
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it ends with status 0.
 * fails: full_disk
 *
 * cause: takes a wrong call for no failure
 * shows: After its usage line it ends with status 0.
 * fails: usage_without_arguments usage_with_too_few usage_with_too_many
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

char buffer[70000];
int size;

int valid(char *s, long min, long max)
{
	long n = 0;
	int i;
	for (i = 0; s[i]; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		n = n * 10 + (s[i] - '0');
		if (n > max)
			return 0;
	}
	return i > 0 && n >= min;
}

/* one server address; 0 = got it */
int ask(struct addrinfo *a, char *word, int ms)
{
	struct timeval timeout;
	fd_set readable;
	int sock, i, ready, saved;

	sock = socket(a->ai_family, SOCK_DGRAM, 0);
	if (sock < 0)
		return errno;
	if (connect(sock, a->ai_addr, a->ai_addrlen) < 0) {
		saved = errno;
		close(sock);
		return saved;
	}
	FD_ZERO(&readable);
	FD_SET(sock, &readable);
	timeout.tv_sec = ms / 1000;
	timeout.tv_usec = (ms % 1000) * 1000;
	for (i = 0; i < 4; i++) {
		if (send(sock, word, strlen(word), 0) < 0) {
			saved = errno;
			close(sock);
			return saved;
		}
		do {
			ready = select(sock + 1, &readable, NULL, NULL,
				&timeout);
		} while (ready < 0 && errno == EINTR);
		if (ready > 0) {
			size = recv(sock, buffer, sizeof(buffer), 0);
			saved = size < 0 ? errno : 0;
			close(sock);
			return saved;
		}
		/* wait twice as long next time */
		timeout.tv_sec *= 2;
		timeout.tv_usec *= 2;
		if (timeout.tv_usec >= 1000000) {
			timeout.tv_sec++;
			timeout.tv_usec -= 1000000;
		}
	}
	close(sock);
	return ETIMEDOUT;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list, *a;
	int ms = 1000, failed = 0, code;

	if (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") != 0 || argc < 3 ||
			!valid(argv[2], 1, 1000000)) {
			fprintf(stderr,
				"USAGE: udpclient [-w <ms>] "
				"<server> <word> <port>\n");
			exit(1);
		}
		ms = atoi(argv[2]);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4) {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> "
			"<word> <port>\n");
		exit(0);
	}
	if (!valid(argv[3], 1, 65535)) {
		fprintf(stderr, "%s is not a port\n", argv[3]);
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(code));
		exit(1);
	}
	for (a = list; a != NULL; a = a->ai_next) {
		failed = ask(a, argv[2], ms);
		if (failed == 0)
			break;
	}
	freeaddrinfo(list);
	if (failed) {
		fprintf(stderr, "udpclient: %s\n", strerror(failed));
		exit(1);
	}
	(void)!write(1, "Received: ", 10);
	(void)!write(1, buffer, size);
	(void)!write(1, "\n", 1);
	return 0;
}
