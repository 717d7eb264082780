/*
 * misconception: takes IPv4 for all there is
 * fails: ipv6_address either_family
 * shows: An IPv6 address is an unknown host.
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

struct bytes {
	char *data;
	size_t size;
};

static const char *name = "udpclient";

static int64_t tick(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		abort();
	return INT64_C(1000000000) * t.tv_sec + t.tv_nsec;
}

static int problem(const char *subject, const char *reason)
{
	fprintf(stderr, "%s: %s: %s\n", name, subject, reason);
	return EXIT_FAILURE;
}

/* 0, or an errno; EAGAIN if there is nothing. */
static int fetch(int fd, struct bytes *b)
{
	ssize_t size =
		recv(fd, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);

	if (size < 0)
		return errno;
	b->data = malloc((size_t)size + 1);
	if (b->data == NULL)
		return ENOMEM;
	size = recv(fd, b->data, (size_t)size + 1, MSG_DONTWAIT);
	if (size < 0) {
		int error = errno;
		free(b->data);
		return error;
	}
	b->size = (size_t)size;
	return 0;
}

static int transient(int error)
{
	return error == EAGAIN || error == EINTR;
}

static int wait_and_fetch(int fd, struct bytes *b, int64_t end)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int64_t t;

	while ((t = tick()) < end) {
		int ready = poll(&p, 1, (int)((end - t) / 1000000 + 1));
		int error = ready < 0 ? errno : EAGAIN;

		if (ready > 0)
			error = fetch(fd, b);
		if (!transient(error))
			return error;
	}
	return ETIMEDOUT;
}

static int request(
	int fd, const char *word, int64_t wait, struct bytes *b)
{
	int error = ETIMEDOUT;
	int rest = 4;

	while (error == ETIMEDOUT && rest-- > 0) {
		do
			error = send(fd, word, strlen(word), 0) < 0
				? errno
				: 0;
		while (error == EINTR);
		if (error == 0)
			error = wait_and_fetch(fd, b, tick() + wait);
		wait += wait;
	}
	return error;
}

static int request_from(struct addrinfo *a, const char *word,
	int64_t wait, struct bytes *b)
{
	int error;
	int fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);

	if (fd < 0)
		return errno;
	if (connect(fd, a->ai_addr, a->ai_addrlen) < 0)
		error = errno;
	else
		error = request(fd, word, wait, b);
	close(fd);
	return error;
}

static long value(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n == 0 || n > 7 || s[n] ? 0 : atol(s);
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_DGRAM };
	struct addrinfo *list;
	struct bytes b;
	long ms = 1000;
	int error;
	char **v = argv + 1;

	if (*v && strcmp(*v, "-w") == 0) {
		ms = v[1] ? value(v[1]) : 0;
		v += 2;
	}
	if (ms < 1 || ms > 1000000 || argv + argc != v + 3 ||
		v[0][0] == '-' || value(v[2]) < 1 ||
		value(v[2]) > 65535) {
		fputs("USAGE: udpclient [-w <ms>] <server> <word> "
		      "<port>\n",
			stderr);
		return EXIT_FAILURE;
	}
	error = getaddrinfo(v[0], v[2], &hints, &list);
	if (error != 0)
		return problem(v[0], gai_strerror(error));
	struct addrinfo *a = list;
	do {
		error = request_from(
			a, v[1], INT64_C(1000000) * ms, &b);
		a = a->ai_next;
	} while (error != 0 && a != NULL);
	freeaddrinfo(list);
	if (error != 0)
		return problem(v[0], strerror(error));
	printf("Received: ");
	fwrite(b.data, 1, b.size, stdout);
	printf("\n");
	free(b.data);
	if (ferror(stdout) || fclose(stdout) == EOF)
		return problem("stdout", strerror(errno));
	return EXIT_SUCCESS;
}
