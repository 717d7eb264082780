/*
 * cause: waits equally long after each sending
 * shows: The timer goes off at even intervals.
 * fails: again_never_early all_over_after_15_times
 *   an_interruption_is_no_end a_stranger_at_a_time address_in_silence
 *
 * cause: takes an empty reply for the end of a connection
 * shows: 0 from recv is "connection closed".
 * fails: empty_reply
 *
 * cause: prints bytes by %s that nobody has ended
 * shows: The array has no NUL behind the reply.
 * fails: reply_is_printed reply_of_other_length largest_reply
 *   any_byte_in_reply one_reply_only
 *
 * cause: takes the silence of one address for that of the server
 * shows: Only a refusal leads to the next address.
 * fails: address_in_silence
 *
 * cause: does not look whether all of its output was written in the
 *   end
 * shows: fflush has nothing left to write when printf has failed.
 * fails: full_disk
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { MAX_SENDS = 4 };

static void usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(EXIT_FAILURE);
}

static long read_number(const char *s, long max)
{
	if (s[0] == '\0' || strspn(s, "0123456789") != strlen(s))
		usage();
	long n = strtol(s, NULL, 10);
	if (n < 1 || n > max)
		usage();
	return n;
}

static int make_timer(long ms)
{
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	if (fd == -1)
		err(1, "timerfd_create");

	struct itimerspec t = { 0 };
	t.it_value.tv_sec = t.it_interval.tv_sec = ms / 1000;
	t.it_value.tv_nsec = t.it_interval.tv_nsec =
		ms % 1000 * 1000000;
	if (timerfd_settime(fd, 0, &t, NULL) == -1)
		err(1, "timerfd_settime");
	return fd;
}

static int send_datagram(int sock, const char *word)
{
	while (send(sock, word, strlen(word), 0) == -1)
		if (errno != EINTR)
			return 0;
	return 1;
}

/* true if a reply was printed, false if the server is not there */
static int run(int sock, const char *word, long ms)
{
	char *reply = malloc(65536);
	struct pollfd fds[2];
	int sends = 1;

	if (reply == NULL)
		err(1, "malloc");
	if (!send_datagram(sock, word)) {
		int e = errno;
		free(reply);
		errno = e;
		return 0;
	}
	int timer = make_timer(ms);
	fds[0].fd = sock;
	fds[1].fd = timer;
	fds[0].events = fds[1].events = POLLIN;
	for (;;) {
		if (poll(fds, 2, -1) == -1) {
			if (errno == EINTR)
				continue;
			err(1, "poll");
		}
		if (fds[0].revents) {
			ssize_t n =
				recv(sock, reply, 65536, MSG_DONTWAIT);
			if (n == 0)
				errx(1, "connection closed");
			if (n > 0) {
				printf("Received: %s\n", reply);
				break;
			}
			if (errno != EINTR && errno != EAGAIN) {
				int e = errno;
				free(reply);
				close(timer);
				errno = e;
				return 0;
			}
		}
		if (fds[1].revents) {
			uint64_t expirations;
			if (read(timer, &expirations, 8) != 8)
				continue;
			if (sends++ == MAX_SENDS)
				errx(1, "no reply after %d sendings",
					MAX_SENDS);
			if (!send_datagram(sock, word))
				err(1, "send");
		}
	}
	free(reply);
	close(timer);
	return 1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list;
	long ms = 1000;
	int c, done = 0;

	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c != 'w')
			usage();
		ms = read_number(optarg, 1000000);
	}
	if (argc - optind != 3)
		usage();
	read_number(argv[optind + 2], 65535);
	int rc = getaddrinfo(
		argv[optind], argv[optind + 2], &hints, &list);
	if (rc != 0)
		errx(1, "%s: %s", argv[optind], gai_strerror(rc));
	for (struct addrinfo *ai = list; ai && !done;
		ai = ai->ai_next) {
		int sock = socket(ai->ai_family, ai->ai_socktype, 0);
		if (sock == -1)
			err(1, "socket");
		if (connect(sock, ai->ai_addr, ai->ai_addrlen) == 0)
			done = run(sock, argv[optind + 1], ms);
		int e = errno;
		close(sock);
		errno = e;
	}
	rc = errno;
	freeaddrinfo(list);
	if (!done)
		errx(1, "%s: %s", argv[optind], strerror(rc));
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
