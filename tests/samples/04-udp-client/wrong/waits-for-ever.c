/*
 * misconception: waits for a reply without an end
 * fails: a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   answer_to_first_sending answer_to_last_sending
 *   an_interruption_is_no_end all_quiet_meanwhile a_stranger_at_a_time
 *   a_stranger_instead refusal refusal_later address_in_silence
 * shows: It sends once, and recv waits as long as no reply comes.
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(1);
}

static long number(const char *text, long max)
{
	char *end;
	long n;

	if (*text < '0' || *text > '9')
		usage();
	n = strtol(text, &end, 10);
	if (*end != '\0' || n < 1 || n > max)
		usage();
	return n;
}

/* Sends to one address and takes what comes back. */
static ssize_t exchange(const struct addrinfo *a, const char *word,
	char *reply, size_t size)
{
	ssize_t n = -1;
	int fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);

	if (fd == -1)
		return -1;
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0) {
		do
			n = send(fd, word, strlen(word), 0);
		while (n == -1 && errno == EINTR);
		while (n != -1) {
			n = recv(fd, reply, size, 0);
			if (n != -1 || errno != EINTR)
				break;
			n = 0;
		}
	}
	int reason = errno;
	close(fd);
	errno = reason;
	return n;
}

int main(int argc, char *argv[])
{
	static char reply[65536];
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list, *a;
	ssize_t n = -1;
	int c, reason = 0;

	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c != 'w')
			usage();
		/* how long to wait */
		number(optarg, 1000000);
	}
	if (argc - optind != 3)
		usage();
	number(argv[optind + 2], 65535);

	c = getaddrinfo(argv[optind], argv[optind + 2], &hints, &list);
	if (c != 0)
		errx(1, "%s: %s", argv[optind], gai_strerror(c));
	for (a = list; a != NULL; a = a->ai_next) {
		n = exchange(a, argv[optind + 1], reply, sizeof reply);
		if (n >= 0)
			break;
		reason = errno;
	}
	freeaddrinfo(list);
	if (n < 0)
		errx(1, "%s: %s", argv[optind], strerror(reason));
	printf("Received: ");
	fwrite(reply, 1, n, stdout);
	putchar('\n');
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
