/*
 * misconception: compares the reply's address with the text of the
 *   argument
 * fails: name_by_dns name_in_hosts_file after_a_refusal
 *   address_in_silence after_no_route nothing_leaks either_family
 * shows: The server's address is compared with what was typed: a
 *   name is none, and every reply a stranger's.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct options {
	int ms;
	const char *server, *word, *port;
};

static unsigned char reply[65536];

static bool valid(const char *s, int max)
{
	return strlen(s) <= 7 && strspn(s, "0123456789") == strlen(s) &&
		atoi(s) >= 1 && atoi(s) <= max;
}

static bool read_options(int argc, char **argv, struct options *o)
{
	int c;

	opterr = 0;
	o->ms = 1000;
	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c != 'w' || !valid(optarg, 1000000))
			return false;
		o->ms = atoi(optarg);
	}
	if (argc - optind != 3 || !valid(argv[optind + 2], 65535))
		return false;
	o->server = argv[optind];
	o->word = argv[optind + 1];
	o->port = argv[optind + 2];
	return true;
}

static void address_to_text(
	const struct sockaddr_storage *a, char text[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *v4 = (const void *)a;
	const struct sockaddr_in6 *v6 = (const void *)a;

	if (a->ss_family == AF_INET)
		inet_ntop(
			AF_INET, &v4->sin_addr, text, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, &v6->sin6_addr, text,
			INET6_ADDRSTRLEN);
}

static bool comes_from_server(
	const struct sockaddr_storage *from, const struct options *o)
{
	char text[INET6_ADDRSTRLEN];
	/* the port is at the same place for IPv6 */
	in_port_t port = ((const struct sockaddr_in *)from)->sin_port;

	address_to_text(from, text);
	return strcmp(text, o->server) == 0 &&
		ntohs(port) == atoi(o->port);
}

static struct timespec in_ms(int ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (ms % 1000) * 1000000L;
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000L;
	}
	return t;
}

static bool is_over(struct timespec end, struct timespec *rest)
{
	struct timespec now = in_ms(0);

	rest->tv_sec = end.tv_sec - now.tv_sec;
	rest->tv_nsec = end.tv_nsec - now.tv_nsec;
	if (rest->tv_nsec < 0) {
		rest->tv_sec--;
		rest->tv_nsec += 1000000000L;
	}
	return rest->tv_sec < 0;
}

static ssize_t receive(int sock, int ms, const struct options *o)
{
	struct timespec end = in_ms(ms), rest;
	struct pollfd p = { .fd = sock, .events = POLLIN };

	while (!is_over(end, &rest)) {
		struct sockaddr_storage from;
		socklen_t size = sizeof from;

		if (ppoll(&p, 1, &rest, NULL) != 1)
			continue;
		ssize_t n = recvfrom(sock, reply, sizeof reply,
			MSG_DONTWAIT, (struct sockaddr *)&from, &size);
		if (n >= 0 && comes_from_server(&from, o))
			return n;
		if (n == -1 && errno != EAGAIN && errno != EINTR)
			return -1;
	}
	errno = ETIMEDOUT;
	return -1;
}

static ssize_t ask(const struct addrinfo *a, const struct options *o)
{
	int on = 1, ms = o->ms;
	ssize_t n = -1;
	int sock = socket(a->ai_family, SOCK_DGRAM, 0);

	if (sock == -1)
		return -1;
	setsockopt(sock, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
	if (a->ai_family == AF_INET6)
		setsockopt(sock, IPPROTO_IPV6, IPV6_RECVERR, &on,
			sizeof on);
	for (int i = 0; i < 4; i++, ms *= 2) {
		do
			n = sendto(sock, o->word, strlen(o->word), 0,
				a->ai_addr, a->ai_addrlen);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			break;
		n = receive(sock, ms, o);
		if (n >= 0 || errno != ETIMEDOUT)
			break;
	}
	int e = errno;
	close(sock);
	errno = e;
	return n;
}

int main(int argc, char *argv[])
{
	struct options o;
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	ssize_t n = -1;

	if (!read_options(argc, argv, &o)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		return 1;
	}
	int code = getaddrinfo(o.server, o.port, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", o.server,
			gai_strerror(code));
		return 1;
	}
	for (struct addrinfo *a = list; a && n < 0; a = a->ai_next)
		n = ask(a, &o);
	int e = errno;
	freeaddrinfo(list);
	if (n < 0) {
		fprintf(stderr, "%s: %s\n", o.server, strerror(e));
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
