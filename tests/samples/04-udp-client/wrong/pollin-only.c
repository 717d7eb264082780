/*
 * misconception: looks for POLLIN only
 * fails: refusal refusal_later after_a_refusal either_family
 * shows: A refusal is POLLERR: poll returns at once, again and
 *   again, until the time is over.
 */
#define _DEFAULT_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char *word;
static long patience = 1000;
static in_port_t port;
static char reply[65536];
static char const *why;

static double ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

/* -2: nothing in that time */
static int receive(int fd, long ms)
{
	double end = ms_now() + (double)ms, now;
	struct pollfd p = { fd, POLLIN, 0 };

	while ((now = ms_now()) < end) {
		int n = poll(&p, 1, (int)(end - now) + 1);
		if (n == -1 && errno != EINTR)
			return -1;
		if (n == 0 || !(p.revents & POLLIN))
			continue;
		n = (int)read(fd, reply, sizeof reply);
		if (n >= 0 || errno != EINTR)
			return n;
	}
	return -2;
}

static int talk(int fd)
{
	int n = -2;

	for (long ms = patience; ms <= 8 * patience && n == -2;
		ms *= 2) {
		while (write(fd, word, strlen(word)) == -1) {
			if (errno != EINTR) {
				why = strerror(errno);
				return -1;
			}
		}
		n = receive(fd, ms);
	}
	if (n == -1)
		why = strerror(errno);
	if (n == -2)
		why = "no reply";
	return n;
}

static int ask(int family, const void *address)
{
	struct sockaddr_in in4 = { .sin_family = AF_INET,
		.sin_port = port };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
		.sin6_port = port };
	struct sockaddr *name = (struct sockaddr *)&in4;
	socklen_t size = sizeof in4;
	int n = -1;

	if (family == AF_INET6) {
		memcpy(&in6.sin6_addr, address, sizeof in6.sin6_addr);
		name = (struct sockaddr *)&in6;
		size = sizeof in6;
	} else {
		memcpy(&in4.sin_addr, address, sizeof in4.sin_addr);
	}
	int fd = socket(family, SOCK_DGRAM, 0);
	if (fd == -1) {
		why = strerror(errno);
		return -1;
	}
	if (connect(fd, name, size) == 0)
		n = talk(fd);
	else
		why = strerror(errno);
	close(fd);
	return n;
}

static int ask_by_name(const char *host, int family)
{
	struct hostent *entry = gethostbyname2(host, family);
	int n = -1;

	if (entry == NULL) {
		/* A failure of the other family says more. */
		if (why == NULL)
			why = hstrerror(h_errno);
		return -1;
	}
	for (char **a = entry->h_addr_list; *a != NULL && n < 0; a++)
		n = ask(family, *a);
	return n;
}

static int ask_server(const char *host)
{
	struct in6_addr literal;

	if (inet_pton(AF_INET, host, &literal) == 1)
		return ask(AF_INET, &literal);
	if (inet_pton(AF_INET6, host, &literal) == 1)
		return ask(AF_INET6, &literal);
	int n = ask_by_name(host, AF_INET);
	return n < 0 ? ask_by_name(host, AF_INET6) : n;
}

static long number(const char *s, long max)
{
	char more;
	long n;

	if (strspn(s, "0123456789") != strlen(s) || strlen(s) > 7 ||
		sscanf(s, "%ld%c", &n, &more) != 1 || n > max)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	int n, bad = 0;
	char *self = argv[0];

	if (argc > 2 && strcmp(argv[1], "-w") == 0) {
		patience = number(argv[2], 1000000);
		bad = patience == 0;
		argv += 2;
		argc -= 2;
	}
	if (bad || argc != 4 || argv[1][0] == '-' ||
		number(argv[3], 65535) == 0) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			self);
		return 1;
	}
	word = argv[2];
	port = htons((in_port_t)number(argv[3], 65535));
	n = ask_server(argv[1]);
	if (n < 0) {
		fprintf(stderr, "%s: %s\n", argv[1], why);
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
