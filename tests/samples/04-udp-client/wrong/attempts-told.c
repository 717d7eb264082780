/*
 * misconception: complains about each address, even if the next one
 *   answers
 * fails: after_a_refusal either_family
 * shows: A refusal is told although the reply of the next address
 *   follows.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef uint64_t nanoseconds;

struct session {
	struct pollfd *sockets; /* refused ones: fd is -1 */
	nfds_t count;
	const char *word;
	unsigned ms;
	int last_error;
	char *reply;
	ssize_t reply_size; /* -1: none yet */
};

static nanoseconds clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (nanoseconds)t.tv_sec * 1000000000u +
		(nanoseconds)t.tv_nsec;
}

static void drop(struct session *s, nfds_t i, int error)
{
	s->last_error = error;
	fprintf(stderr, "udpclient: %s\n", strerror(error));
	if (s->sockets[i].fd >= 0)
		close(s->sockets[i].fd);
	s->sockets[i].fd = -1;
}

static void look(struct session *s)
{
	nfds_t i;

	for (i = 0; i < s->count && s->reply_size < 0; i++) {
		struct pollfd *p = &s->sockets[i];
		if (p->fd < 0 || p->revents == 0)
			continue;
		s->reply_size =
			recv(p->fd, s->reply, UINT16_MAX, MSG_DONTWAIT);
		if (s->reply_size < 0 && errno != EAGAIN &&
			errno != EINTR)
			drop(s, i, errno);
	}
}

static void wait_for(
	struct session *s, struct pollfd *current, nanoseconds duration)
{
	nanoseconds end = clock_now() + duration, t;

	while (s->reply_size < 0 && current->fd >= 0 &&
		(t = clock_now()) < end) {
		int ms = (int)((end - t + 999999) / 1000000);
		int n = poll(s->sockets, s->count, ms);
		if (n > 0)
			look(s);
		else if (n < 0 && errno != EINTR)
			drop(s, (nfds_t)(current - s->sockets), errno);
	}
}

static int transmit(int fd, const char *word)
{
	ssize_t n;

	do
		n = send(fd, word, strlen(word), MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -1 : 0;
}

static void question(struct session *s, const struct addrinfo *a)
{
	struct pollfd *p = &s->sockets[s->count];
	nfds_t i = s->count++;
	nanoseconds wait = s->ms * (nanoseconds)1000000;
	int sending;

	p->events = POLLIN;
	p->fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	if (p->fd < 0 ||
		connect(p->fd, a->ai_addr, a->ai_addrlen) < 0) {
		drop(s, i, errno);
		return;
	}
	for (sending = 1; sending <= 4; sending++) {
		if (transmit(p->fd, s->word) < 0)
			drop(s, i, errno);
		wait_for(s, p, wait);
		if (p->fd < 0 || s->reply_size >= 0)
			return;
		wait *= 2;
	}
	s->last_error = ETIMEDOUT;
}

static unsigned to_number(const char *text, unsigned most)
{
	unsigned long n;
	char *end;

	if (*text == '\0' || text[strspn(text, "0123456789")] != '\0')
		return 0;
	errno = 0;
	n = strtoul(text, &end, 10);
	return errno || n > most ? 0 : (unsigned)n;
}

static int show(const struct session *s)
{
	fputs("Received: ", stdout);
	fwrite(s->reply, 1, (size_t)s->reply_size, stdout);
	fputs("\n", stdout);
	if (fflush(stdout) == 0)
		return 0;
	perror("udpclient: stdout");
	return 1;
}

int main(int argc, char *argv[])
{
	struct session s = { .ms = 1000, .reply_size = -1 };
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *l, *a;
	int o, code, status;
	nfds_t n = 0;

	while ((o = getopt(argc, argv, "+w:")) != -1)
		if (o == '?' || !(s.ms = to_number(optarg, 1000000)))
			goto usage;
	if (argc - optind != 3 || !to_number(argv[optind + 2], 65535))
		goto usage;
	argv += optind;
	s.word = argv[1];
	code = getaddrinfo(argv[0], argv[2], &hints, &l);
	if (code != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			gai_strerror(code));
		return 1;
	}
	for (a = l; a; a = a->ai_next)
		n++;
	s.sockets = calloc(n, sizeof *s.sockets);
	s.reply = malloc(UINT16_MAX);
	if (s.sockets == NULL || s.reply == NULL) {
		perror("udpclient");
		return 1;
	}
	for (a = l; a && s.reply_size < 0; a = a->ai_next)
		question(&s, a);
	freeaddrinfo(l);
	for (n = 0; n < s.count; n++)
		if (s.sockets[n].fd >= 0)
			close(s.sockets[n].fd);
	status = 1;
	if (s.reply_size >= 0)
		status = show(&s);
	else
		fprintf(stderr, "udpclient: %s: %s\n", argv[0],
			strerror(s.last_error));
	free(s.reply);
	free(s.sockets);
	return status;
usage:
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		argv[0]);
	return 1;
}
