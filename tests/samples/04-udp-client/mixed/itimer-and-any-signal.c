/*
 * cause: takes an interrupted wait for one that is over
 * shows: Whatever signal comes, it sends again at once.
 * fails: an_interruption_is_no_end
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: A send that a signal interrupts ends it.
 * fails: interrupted_calls
 *
 * cause: takes an empty reply for the end of a connection
 * shows: "Server closed connection", at an empty datagram.
 * fails: empty_reply
 *
 * cause: takes the silence of one address for that of the server
 * shows: After four sendings it gives up, whatever addresses are left.
 * fails: address_in_silence
 *
 * cause: gives up when one address cannot be reached
 * shows: If there is no route to the first address, send ends it.
 * fails: after_no_route
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static char reply[65536];

static void on_alarm(int sig)
{
	(void)sig; /* only there to interrupt recv */
}

static void start_timer(long ms)
{
	struct itimerval it = { { 0, 0 }, { 0, 0 } };

	it.it_value.tv_sec = ms / 1000;
	it.it_value.tv_usec = ms % 1000 * 1000;
	setitimer(ITIMER_REAL, &it, NULL);
}

/* -1: nothing; -2: there is nobody */
static ssize_t talk(int sock, const char *word, long ms)
{
	for (int i = 0; i < 4; i++) {
		if (send(sock, word, strlen(word), 0) == -1) {
			if (errno == ECONNREFUSED)
				return -2;
			err(1, "send");
		}
		start_timer(ms << i);
		ssize_t n = recv(sock, reply, sizeof reply, 0);
		start_timer(0);
		if (n == 0)
			errx(1, "Server closed connection");
		if (n > 0)
			return n;
		if (errno == ECONNREFUSED)
			return -2;
		if (errno != EINTR)
			err(1, "recv");
	}
	return -1;
}

static void usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(1);
}

static long to_number(const char *s, long max)
{
	char *end;
	long n;

	if (strspn(s, "0123456789") != strlen(s) || *s == 0)
		usage();
	n = strtol(s, &end, 10);
	if (n < 1 || n > max)
		usage();
	return n;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	struct sigaction sa = { .sa_handler = on_alarm };
	long ms = 1000;
	int opt;

	while ((opt = getopt(argc, argv, "+:w:")) != -1) {
		if (opt != 'w')
			usage();
		ms = to_number(optarg, 1000000);
	}
	if (argc - optind != 3)
		usage();
	to_number(argv[optind + 2], 65535);
	sigaction(SIGALRM, &sa, NULL);

	int rc = getaddrinfo(
		argv[optind], argv[optind + 2], &hints, &list);
	if (rc != 0)
		errx(1, "%s: %s", argv[optind], gai_strerror(rc));
	for (struct addrinfo *ai = list; ai; ai = ai->ai_next) {
		int sock = socket(ai->ai_family, ai->ai_socktype, 0);
		if (sock == -1)
			err(1, "socket");
		if (connect(sock, ai->ai_addr, ai->ai_addrlen) == -1) {
			close(sock);
			continue;
		}
		ssize_t n = talk(sock, argv[optind + 1], ms);
		close(sock);
		if (n == -1)
			errx(1, "no answer: timed out");
		if (n >= 0) {
			freeaddrinfo(list);
			printf("Received: ");
			fwrite(reply, 1, n, stdout);
			puts("");
			if (fflush(stdout) == EOF)
				err(1, "stdout");
			return 0;
		}
	}
	errx(1, "%s: connection refused", argv[optind]);
}
