/* Sends and receives at once: poll says which of them is possible. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct talk {
	int fd;
	const char *word;
	size_t length, sent, came;
	char *reply;
};

static bool in_vain(ssize_t n)
{
	return n == -1 && (errno == EINTR || errno == EAGAIN);
}

static void send_some(struct talk *t)
{
	ssize_t n = send(t->fd, t->word + t->sent, t->length - t->sent,
		MSG_NOSIGNAL);

	if (n == -1 && !in_vain(n))
		err(1, "send");
	if (n > 0)
		t->sent += (size_t)n;
}

static void take_some(struct talk *t)
{
	ssize_t n =
		recv(t->fd, t->reply + t->came, t->length - t->came, 0);

	if (n == -1 && !in_vain(n))
		err(1, "recv");
	if (n == 0)
		errx(1, "the server ended after %zu of %zu bytes",
			t->came, t->length);
	if (n > 0)
		t->came += (size_t)n;
}

static void converse(struct talk *t)
{
	while (t->sent < t->length || t->came < t->length) {
		struct pollfd p = { .fd = t->fd };

		if (t->sent < t->length)
			p.events |= POLLOUT;
		if (t->came < t->length)
			p.events |= POLLIN;
		if (poll(&p, 1, -1) == -1) {
			if (errno == EINTR)
				continue;
			err(1, "poll");
		}
		if (p.revents & POLLOUT && t->sent < t->length)
			send_some(t);
		if (p.revents & ~POLLOUT)
			p.events &POLLIN ? take_some(t) : send_some(t);
	}
}

static int connect_by(const struct addrinfo *a)
{
	int e = 0;
	socklen_t size = sizeof e;
	int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (fd == -1)
		return -1;
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		return fd;
	e = errno;
	if (e == EINPROGRESS || e == EINTR) {
		struct pollfd p = { .fd = fd, .events = POLLOUT };
		while (poll(&p, 1, -1) == -1 && errno == EINTR)
			;
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &e, &size);
	}
	if (e == 0)
		return fd;
	close(fd);
	errno = e;
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	struct talk t = { .fd = -1 };
	long port;
	char *end;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			program_invocation_name);
		return 1;
	}
	port = strtol(argv[3], &end, 10);
	if (end == argv[3] || *end || port <= 0 || port >= 1 << 16)
		errx(1, "%s is not a port", argv[3]);
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code == EAI_SYSTEM)
		err(1, "%s", argv[1]);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	for (struct addrinfo *a = list; a && t.fd == -1; a = a->ai_next)
		t.fd = connect_by(a);
	if (t.fd == -1)
		err(1, "%s port %ld", argv[1], port);
	freeaddrinfo(list);
	t.word = argv[2];
	t.length = strlen(t.word);
	t.reply = malloc(t.length + 1);
	if (t.reply == NULL)
		err(1, "malloc");
	converse(&t);
	printf("Received: ");
	fwrite(t.reply, 1, t.length, stdout);
	printf("\n");
	free(t.reply);
	close(t.fd);
	if (fflush(stdout) != 0)
		err(1, "stdout");
}
