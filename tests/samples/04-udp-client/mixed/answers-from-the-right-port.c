/*
 * cause: takes it for granted that no signal interrupts a call
 * shows: A sendto that a signal interrupts ends it.
 * fails: interrupted_calls
 *
 * cause: compares the port of a reply and not its address
 * shows: Whoever has the server's port is believed.
 * fails: other_address
 *
 * cause: expects a refusal on a socket that is not connected
 * shows: A refusal is not heard.
 * fails: refusal refusal_later after_a_refusal either_family
 *
 * cause: gives up when one address cannot be reached
 * shows: If there is no route to the first address, sendto ends it.
 * fails: after_no_route
 *
 * cause: reports that no reply comes, and calls that success
 * shows: It complains, and ends with status 0.
 * fails: all_sendings_are_four a_stranger_instead all_refuse
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
	const char *server, *word, *port;
	long wait;
} Options;

typedef struct {
	int length;
	char text[65536];
} Answer;

static Answer answer;

static int parse_number(const char *text, long limit, long *value)
{
	const char *p = text;

	while (isdigit((unsigned char)*p))
		p++;
	if (p == text || *p != '\0')
		return 0;
	*value = strtol(text, NULL, 10);
	return *value >= 1 && *value <= limit;
}

static int parse_options(int argc, char **argv, Options *o)
{
	long port;
	int c;

	o->wait = 1000;
	opterr = 0;
	while ((c = getopt(argc, argv, "+w:")) != -1)
		if (c != 'w' ||
			!parse_number(optarg, 1000000, &o->wait))
			return 0;
	if (argc - optind != 3)
		return 0;
	o->server = argv[optind];
	o->word = argv[optind + 1];
	o->port = argv[optind + 2];
	return parse_number(o->port, 65535, &port);
}

/* sin_port and sin6_port are at the same place */
static in_port_t port_of(const struct sockaddr_storage *ss)
{
	return ((const struct sockaddr_in *)ss)->sin_port;
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int receive_until(int fd, int64_t end, in_port_t port)
{
	struct pollfd entry = { fd, POLLIN, 0 };
	int64_t left;

	while ((left = end - now()) > 0) {
		struct sockaddr_storage from;
		socklen_t size = sizeof from;
		ssize_t n = recvfrom(fd, answer.text,
			sizeof answer.text, MSG_DONTWAIT,
			(struct sockaddr *)&from, &size);

		if (n >= 0 && port_of(&from) == port) {
			answer.length = (int)n;
			return 1;
		}
		if (n < 0)
			poll(&entry, 1, (int)((left + 999) / 1000));
	}
	return 0;
}

static int ask(const struct addrinfo *ai, const Options *o)
{
	long ms = o->wait;
	int fd = socket(ai->ai_family, SOCK_DGRAM, 0), found = 0;
	struct sockaddr_storage to;

	if (fd < 0)
		err(1, "socket");
	memcpy(&to, ai->ai_addr, ai->ai_addrlen);
	for (int i = 0; i < 4 && !found; i++) {
		if (sendto(fd, o->word, strlen(o->word), 0, ai->ai_addr,
			    ai->ai_addrlen) < 0)
			err(1, "sendto");
		found = receive_until(
			fd, now() + ms * 1000LL, port_of(&to));
		ms *= 2;
	}
	close(fd);
	return found;
}

int main(int argc, char **argv)
{
	struct addrinfo hints = { 0 }, *list;
	Options options;
	int found = 0;

	if (!parse_options(argc, argv, &options)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	hints.ai_socktype = SOCK_DGRAM;
	int e = getaddrinfo(
		options.server, options.port, &hints, &list);
	if (e)
		errx(1, "%s: %s", options.server, gai_strerror(e));
	for (struct addrinfo *a = list; a && !found; a = a->ai_next)
		found = ask(a, &options);
	freeaddrinfo(list);
	if (!found) {
		warnx("%s does not answer", options.server);
		return 0;
	}
	printf("Received: ");
	fwrite(answer.text, 1, answer.length, stdout);
	printf("\n");
	if (fflush(stdout) != 0)
		err(1, "stdout");
	return 0;
}
