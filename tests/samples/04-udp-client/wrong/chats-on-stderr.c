/*
 * misconception: reports its progress where failures are reported
 * fails: silent_success other_port after_a_refusal
 *   address_in_silence either_family
 * shows: A run that goes well writes to stderr.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 4, DEFAULT_WAIT = 1000, MAX_WAIT = 1000000 };

struct client {
	const char *host, *word, *port;
	int wait;
	int fd;
	char buffer[65536];
	ssize_t length;
	int error;
};

static bool failed(struct client *c)
{
	c->error = errno;
	return false;
}

static bool again(void)
{
	return errno == EINTR || errno == EAGAIN;
}

static struct timespec now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t;
}

static struct timespec later(struct timespec t, int ms)
{
	t.tv_sec += ms / 1000;
	t.tv_nsec += 1000000L * (ms % 1000);
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000L;
	}
	return t;
}

/* Rounded up: never shorter than what is left. */
static int ms_from_to(struct timespec a, struct timespec b)
{
	long long ns = 1000000000LL * (b.tv_sec - a.tv_sec) +
		(b.tv_nsec - a.tv_nsec);

	return ns <= 0 ? 0 : (int)((ns + 999999) / 1000000);
}

static bool is_over(struct timespec t)
{
	return ms_from_to(now(), t) == 0;
}

static int wait_until(int fd, struct timespec t)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, ms_from_to(now(), t));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_digits(const char *s)
{
	while (is_digit(*s))
		s++;
	return *s == '\0';
}

static bool in_range(long n, long max)
{
	return n >= 1 && n <= max;
}

static bool is_number(const char *s, long max)
{
	return is_digit(*s) && all_digits(s) &&
		in_range(strtol(s, NULL, 10), max);
}

static int usage(const char *name)
{
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		name);
	return EXIT_FAILURE;
}

static int report(const struct client *c, const char *reason)
{
	fprintf(stderr, "udpclient: %s: %s\n", c->host, reason);
	return EXIT_FAILURE;
}

static bool has_option(char **args)
{
	return args[0] != NULL && args[0][0] == '-';
}

static bool read_option(struct client *c, char **args)
{
	if (strcmp(args[0], "-w") != 0 || args[1] == NULL ||
		!is_number(args[1], MAX_WAIT))
		return false;
	c->wait = atoi(args[1]);
	return true;
}

static int count(char **args)
{
	int n = 0;

	while (args[n] != NULL)
		n++;
	return n;
}

static bool read_arguments(struct client *c, char **args)
{
	if (count(args) != 3 || !is_number(args[2], 65535))
		return false;
	c->host = args[0];
	c->word = args[1];
	c->port = args[2];
	return true;
}

static bool read_command_line(struct client *c, char **args)
{
	c->wait = DEFAULT_WAIT;
	for (; has_option(args); args += 2)
		if (!read_option(c, args))
			return false;
	return read_arguments(c, args);
}

static bool open_socket(struct client *c, const struct addrinfo *a)
{
	c->fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	return c->fd != -1 || failed(c);
}

static bool set_peer(struct client *c, const struct addrinfo *a)
{
	return connect(c->fd, a->ai_addr, a->ai_addrlen) == 0 ||
		failed(c);
}

static bool send_word(struct client *c)
{
	while (send(c->fd, c->word, strlen(c->word), 0) == -1)
		if (errno != EINTR)
			return failed(c);
	return true;
}

static bool receive(struct client *c)
{
	c->length =
		recv(c->fd, c->buffer, sizeof c->buffer, MSG_DONTWAIT);
	return c->length >= 0;
}

/* false with no error: nothing came before that time */
static bool await_reply(struct client *c, struct timespec end)
{
	while (!is_over(end)) {
		int ready = wait_until(c->fd, end);

		if (ready == 1 && receive(c))
			return true;
		if (ready != 0 && !again())
			return failed(c);
	}
	return false;
}

static bool try_once(struct client *c, int ms)
{
	fprintf(stderr, "waiting for %d ms\n", ms);
	return send_word(c) && await_reply(c, later(now(), ms));
}

static bool try_often(struct client *c)
{
	c->error = 0;
	for (int i = 0; i < TRIES && c->error == 0; i++)
		if (try_once(c, c->wait << i))
			return true;
	if (c->error == 0)
		c->error = ETIMEDOUT;
	return false;
}

static bool ask(struct client *c, const struct addrinfo *a)
{
	bool answered;

	if (!open_socket(c, a))
		return false;
	answered = set_peer(c, a) && try_often(c);
	close(c->fd);
	return answered;
}

static bool ask_all(struct client *c, const struct addrinfo *list)
{
	while (list != NULL && !ask(c, list))
		list = list->ai_next;
	return list != NULL;
}

static int look_up(const struct client *c, struct addrinfo **list)
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };

	return getaddrinfo(c->host, c->port, &hints, list);
}

static int show(const struct client *c)
{
	printf("Received: ");
	fwrite(c->buffer, 1, (size_t)c->length, stdout);
	printf("\n");
	if (fflush(stdout) == EOF) {
		perror("udpclient: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}

int main(int argc, char *argv[])
{
	static struct client c;
	struct addrinfo *list;
	bool answered;
	int code;

	if (argc < 1 || !read_command_line(&c, argv + 1))
		return usage(argv[0]);
	code = look_up(&c, &list);
	if (code != 0)
		return report(&c, gai_strerror(code));
	answered = ask_all(&c, list);
	freeaddrinfo(list);
	return answered ? show(&c) : report(&c, strerror(c.error));
}
