/*
 * misconception: sends to all addresses at the same time
 * fails: address_in_silence
 * shows: The next address gets the word although the time of the
 *   first is not over.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_ADDRESSES 64

static struct pollfd fds[MAX_ADDRESSES];
static int count, alive, last_error;
static char reply[65536];

static void usage(const char *me)
{
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		me);
	exit(1);
}

static int arg_number(const char *me, const char *s, int max)
{
	int i, n = 0;

	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] < '0' || s[i] > '9' || n > max)
			usage(me);
		n = 10 * n + (s[i] - '0');
	}
	if (n < 1 || n > max)
		usage(me);
	return n;
}

static void give_up(struct pollfd *p)
{
	last_error = errno;
	close(p->fd);
	p->fd = -1;
	alive--;
}

static void open_all(const struct addrinfo *a)
{
	for (; a != NULL && count < MAX_ADDRESSES; a = a->ai_next) {
		int fd = socket(a->ai_family, a->ai_socktype, 0);

		if (fd == -1) {
			last_error = errno;
			continue;
		}
		fds[count].fd = fd;
		fds[count].events = POLLIN;
		count++;
		alive++;
		if (connect(fd, a->ai_addr, a->ai_addrlen) == -1)
			give_up(&fds[count - 1]);
	}
}

static void send_all(const char *word)
{
	for (int i = 0; i < count; i++)
		while (fds[i].fd != -1 &&
			send(fds[i].fd, word, strlen(word), 0) == -1)
			if (errno != EINTR)
				give_up(&fds[i]);
}

static long long ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static ssize_t receive_any(int ms)
{
	long long end = ns() + ms * 1000000LL, left;

	while (alive > 0 && (left = end - ns()) > 0) {
		int n = poll(fds, count, (left + 999999) / 1000000);

		for (int i = 0; n > 0 && i < count; i++) {
			if (fds[i].fd == -1 || !fds[i].revents)
				continue;
			ssize_t got = recv(fds[i].fd, reply,
				sizeof reply, MSG_DONTWAIT);
			if (got >= 0)
				return got;
			if (errno != EAGAIN && errno != EINTR)
				give_up(&fds[i]);
		}
	}
	return -1;
}

int main(int argc, char *argv[])
{
	const char *me = argv[0];
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	int ms = 1000, code;
	ssize_t n = -1;

	if (argc > 1 && strcmp(argv[1], "-w") == 0) {
		if (argc < 3)
			usage(me);
		ms = arg_number(me, argv[2], 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4 || argv[1][0] == '-')
		usage(me);
	arg_number(me, argv[3], 65535);
	code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(code));
		return 1;
	}
	open_all(list);
	freeaddrinfo(list);
	last_error = alive > 0 ? ETIMEDOUT : last_error;
	for (int i = 0; i < 4 && n == -1 && alive > 0; i++) {
		send_all(argv[2]);
		n = receive_any(ms << i);
	}
	for (int i = 0; i < count; i++)
		if (fds[i].fd != -1)
			close(fds[i].fd);
	if (n == -1) {
		fprintf(stderr, "%s: %s\n", argv[1],
			strerror(last_error));
		return 1;
	}
	printf("Received: ");
	fwrite(reply, 1, (size_t)n, stdout);
	printf("\n");
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
