/*
 * misconception: takes the first address for the only one
 * fails: after_a_refusal either_family address_in_silence
 *   after_no_route
 * shows: If it keeps silent or refuses, no other one is asked.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum outcome { WAITING, ANSWERED, FAILED };

struct request {
	const char *word;
	size_t length;
	int64_t patience; /* ns */
	char *reply;
	size_t reply_length;
	int reason;
};

static int64_t clock_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_BOOTTIME, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static enum outcome lose(struct request *r, int reason)
{
	r->reason = reason;
	return FAILED;
}

static enum outcome push(struct request *r, int fd)
{
	ssize_t n;

	do {
		n = write(fd, r->word, r->length);
	} while (n < 0 && errno == EINTR);
	return n < 0 && errno != EAGAIN ? lose(r, errno) : WAITING;
}

static enum outcome pull(struct request *r, int fd)
{
	ssize_t n;

	do {
		n = read(fd, r->reply, UINT16_MAX);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? WAITING : lose(r, errno);
	r->reply_length = (size_t)n;
	return ANSWERED;
}

static enum outcome watch(
	struct request *r, int set, int fd, int64_t end)
{
	struct epoll_event event;
	enum outcome outcome = WAITING;
	int64_t rest;

	while (outcome == WAITING && (rest = end - clock_ns()) > 0) {
		int n = epoll_wait(set, &event, 1,
			(int)((rest + 999999) / 1000000));
		if (n < 0 && errno != EINTR)
			return lose(r, errno);
		if (n == 1)
			outcome = pull(r, fd);
	}
	return outcome;
}

static enum outcome serve(struct request *r, int set, int fd)
{
	enum outcome outcome = WAITING;

	for (int i = 0; i < 4 && outcome == WAITING; i++) {
		outcome = push(r, fd);
		if (outcome == WAITING)
			outcome = watch(r, set, fd,
				clock_ns() + (r->patience << i));
	}
	return outcome == WAITING ? lose(r, ETIMEDOUT) : outcome;
}

static enum outcome call(struct request *r, const struct addrinfo *a)
{
	struct epoll_event event = { .events = EPOLLIN };
	enum outcome outcome = FAILED;
	int set = epoll_create1(EPOLL_CLOEXEC);
	int fd = socket(a->ai_family, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	if (fd < 0 || set < 0 ||
		connect(fd, a->ai_addr, a->ai_addrlen) < 0 ||
		epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) < 0)
		r->reason = errno;
	else
		outcome = serve(r, set, fd);
	if (fd >= 0)
		close(fd);
	if (set >= 0)
		close(set);
	return outcome;
}

static int number(const char *s, int most)
{
	int n = 0;

	do {
		if (*s < '0' || *s > '9')
			return 0;
		n = n * 10 + (*s - '0');
		if (n > most)
			return 0;
	} while (*++s != '\0');
	return n;
}

int main(int argc, char **argv)
{
	char *self = argv[0];
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	struct request r = { 0 };
	enum outcome outcome = FAILED;
	int ms = 1000;

	for (; argc > 2 && !strcmp(argv[1], "-w"); argc -= 2, argv += 2)
		if (!(ms = number(argv[2], 1000000)))
			break;
	if (argc != 4 || *argv[1] == '-' || !number(argv[3], 65535)) {
		fprintf(stderr, "USAGE: %s [-w <ms>] %s\n", self,
			"<server> <word> <port>");
		return 1;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code) {
		fprintf(stderr, "%s: cannot resolve %s: %s\n", self,
			argv[1], gai_strerror(code));
		return 1;
	}
	r.word = argv[2];
	r.length = strlen(r.word);
	r.patience = (int64_t)ms * 1000000;
	r.reply = malloc(UINT16_MAX);
	if (!r.reply) {
		perror(self);
		return 1;
	}
	outcome = call(&r, list);
	freeaddrinfo(list);
	if (outcome == ANSWERED) {
		printf("Received: ");
		fwrite(r.reply, 1, r.reply_length, stdout);
		printf("\n");
	} else {
		fprintf(stderr, "%s: %s port %s: %s\n", self, argv[1],
			argv[3], strerror(r.reason));
	}
	free(r.reply);
	if (fclose(stdout)) {
		perror("stdout");
		return 1;
	}
	return outcome != ANSWERED;
}
