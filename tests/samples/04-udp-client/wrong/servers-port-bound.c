/*
 * misconception: binds its own socket to the port of the server
 * fails: datagram_arrives port_in_network_order whole_word
 *   empty_word any_byte_value long_word reply_is_printed
 *   reply_of_other_length largest_reply empty_reply any_byte_in_reply
 *   one_reply_only silent_success full_disk short_write
 *   a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   answer_to_first_sending answer_to_last_sending
 *   an_interruption_is_no_end interrupted_calls all_quiet_meanwhile
 *   longest_waits a_stranger_at_a_time a_stranger_instead other_port
 *   other_address stranger_just_before refusal refusal_later
 *   name_by_dns name_in_hosts_file ipv6_address after_a_refusal
 *   address_in_silence after_no_route all_refuse nothing_leaks
 *   either_family
 * shows: Where the server is on the same machine, bind says "Address
 *   already in use".
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct params {
	char *host, *word, *service;
	unsigned long wait;
};

struct result {
	char buf[65535];
	ssize_t len;
	const char *problem;
};

static int getnum(const char *s, unsigned long max, unsigned long *n)
{
	char *e;

	if (s == NULL || s[0] < '0' || s[0] > '9')
		return 0;
	errno = 0;
	*n = strtoul(s, &e, 10);
	return *e == '\0' && errno == 0 && *n > 0 && *n <= max;
}

static int getparams(char **argv, struct params *p)
{
	unsigned long port;

	p->wait = 1000;
	argv++;
	while (*argv && **argv == '-') {
		if (strcmp(*argv, "-w") ||
			!getnum(argv[1], 1000000, &p->wait))
			return 0;
		argv += 2;
	}
	if (!argv[0] || !argv[1] || !argv[2] || argv[3])
		return 0;
	p->host = argv[0];
	p->word = argv[1];
	p->service = argv[2];
	return getnum(p->service, 65535, &port);
}

static int mksocket(struct addrinfo *ai)
{
	struct sockaddr_storage own;
	int s, err;

	memset(&own, 0, sizeof(own));
	own.ss_family = ai->ai_family;
	/* the port is in the same place in both families */
	((struct sockaddr_in *)&own)->sin_port =
		((struct sockaddr_in *)ai->ai_addr)->sin_port;
	s = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	if (s == -1)
		return -1;
	if (bind(s, (struct sockaddr *)&own, ai->ai_addrlen) == 0 &&
		connect(s, ai->ai_addr, ai->ai_addrlen) == 0)
		return s;
	err = errno;
	close(s);
	errno = err;
	return -1;
}

static long long usec(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int receive(int s, long long end, struct result *r)
{
	fd_set fds;
	struct timeval tv;
	long long left;
	int n;

	while ((left = end - usec()) > 0) {
		tv.tv_sec = left / 1000000;
		tv.tv_usec = left % 1000000;
		FD_ZERO(&fds);
		FD_SET(s, &fds);
		n = select(s + 1, &fds, NULL, NULL, &tv);
		if (n == 1) {
			r->len = recv(s, r->buf, sizeof(r->buf), 0);
			if (r->len >= 0)
				return 1;
		}
		if (n != 0 && errno != EINTR) {
			r->problem = strerror(errno);
			return 1;
		}
	}
	return 0;
}

static void query(
	struct addrinfo *ai, struct params *p, struct result *r)
{
	int s = mksocket(ai), k;
	ssize_t n;

	if (s == -1) {
		r->problem = strerror(errno);
		return;
	}
	r->problem = "timed out";
	for (k = 1; k < 16; k *= 2) {
		do
			n = send(s, p->word, strlen(p->word), 0);
		while (n == -1 && errno == EINTR);
		if (n == -1) {
			r->problem = strerror(errno);
			break;
		}
		if (receive(s, usec() + 1000LL * k * p->wait + 1, r))
			break;
	}
	close(s);
}

int main(int argc, char **argv)
{
	static struct result r = { .len = -1 };
	struct params p;
	struct addrinfo hints, *res, *ai;
	int e;

	if (argc == 0 || !getparams(argv, &p)) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> "
			"<port>\n",
			argv[0]);
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	e = getaddrinfo(p.host, p.service, &hints, &res);
	if (e != 0) {
		fprintf(stderr, "%s: %s\n", p.host, gai_strerror(e));
		exit(1);
	}
	for (ai = res; ai && r.len < 0; ai = ai->ai_next)
		query(ai, &p, &r);
	freeaddrinfo(res);
	if (r.len < 0) {
		fprintf(stderr, "%s: %s\n", p.host, r.problem);
		exit(1);
	}
	printf("Received: ");
	fwrite(r.buf, 1, r.len, stdout);
	printf("\n");
	if (fflush(stdout)) {
		perror("stdout");
		exit(1);
	}
	exit(0);
}
