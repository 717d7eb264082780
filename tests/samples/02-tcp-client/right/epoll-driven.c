/* epoll, edge-triggered: goes on with each side until it would wait. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum state { CONNECTING, TALKING, DONE, LOST };

struct client {
	int fd, set;
	enum state state;
	const char *out;
	size_t to_send, to_come;
	const char *reason;
};

static void lose(struct client *c, const char *reason)
{
	c->state = LOST;
	c->reason = reason;
}

static int pending_error(int fd)
{
	int error = 0;
	socklen_t size = sizeof error;

	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	return error;
}

static void push(struct client *c)
{
	while (c->to_send > 0) {
		ssize_t n =
			send(c->fd, c->out, c->to_send, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			lose(c, strerror(errno));
			return;
		}
		c->out += n;
		c->to_send -= (size_t)n;
	}
}

static void pull(struct client *c)
{
	char chunk[1500];

	while (c->to_come > 0) {
		size_t most = c->to_come < sizeof chunk ? c->to_come
							: sizeof chunk;
		ssize_t n = recv(c->fd, chunk, most, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			lose(c, n ? strerror(errno) : "unexpected end");
			return;
		}
		fwrite(chunk, 1, (size_t)n, stdout);
		c->to_come -= (size_t)n;
	}
}

static void step(struct client *c)
{
	if (c->state == CONNECTING) {
		int error = pending_error(c->fd);
		if (error) {
			lose(c, strerror(error));
			return;
		}
		c->state = TALKING;
		fputs("Received: ", stdout);
	}
	push(c);
	if (c->state == TALKING)
		pull(c);
	if (c->state == TALKING && !c->to_send && !c->to_come)
		c->state = DONE;
}

/* Result: connecting, or lost. */
static void begin(struct client *c, const struct addrinfo *a)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT |
			EPOLLRDHUP | EPOLLET };

	c->state = CONNECTING;
	c->fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (c->fd < 0) {
		lose(c, strerror(errno));
		return;
	}
	if (connect(c->fd, a->ai_addr, a->ai_addrlen) < 0 &&
		errno != EINPROGRESS && errno != EINTR)
		lose(c, strerror(errno));
	else if (epoll_ctl(c->set, EPOLL_CTL_ADD, c->fd, &event) < 0)
		lose(c, strerror(errno));
}

static void run(struct client *c)
{
	struct epoll_event event;

	while (c->state == CONNECTING || c->state == TALKING) {
		int n = epoll_wait(c->set, &event, 1, -1);
		if (n == 1)
			step(c);
		else if (n < 0 && errno != EINTR)
			lose(c, strerror(errno));
	}
	if (c->fd >= 0)
		close(c->fd);
}

int main(int argc, char **argv)
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	struct client c = { .reason = "no address" };

	if (argc != 4 || strlen(argv[3]) > 5 || !*argv[3] ||
		strspn(argv[3], "0123456789") != strlen(argv[3]) ||
		atoi(argv[3]) < 1 || atoi(argv[3]) > 65535) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code) {
		fprintf(stderr, "%s: cannot resolve %s: %s\n", argv[0],
			argv[1], gai_strerror(code));
		return 1;
	}
	c.set = epoll_create1(EPOLL_CLOEXEC);
	struct addrinfo *a = list;
	do {
		c.out = argv[2];
		c.to_send = c.to_come = strlen(argv[2]);
		begin(&c, a);
		/* Only the first step may fail without an end. */
		while (c.state == CONNECTING) {
			struct epoll_event event;
			if (epoll_wait(c.set, &event, 1, -1) == 1)
				step(&c);
		}
		if (c.state != LOST || c.to_send < strlen(argv[2]))
			break;
		a = a->ai_next;
		if (a != NULL && c.fd >= 0)
			close(c.fd);
	} while (a != NULL);
	freeaddrinfo(list);
	run(&c);
	close(c.set);
	if (c.state == LOST) {
		fprintf(stderr, "%s: %s port %s: %s\n", argv[0],
			argv[1], argv[3], c.reason);
		return 1;
	}
	putchar('\n');
	if (fclose(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
