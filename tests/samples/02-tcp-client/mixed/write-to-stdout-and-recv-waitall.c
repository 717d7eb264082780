/*
 * cause: takes MSG_WAITALL for a promise that all will come
 * shows: When the server ends early, what is there is printed as if it
 *   were all.
 * fails: early_close reset_by_server losses_differ
 *
 * cause: takes it for granted that write takes all at once
 * shows: When write takes only a part of the output, the rest is
 *   missing.
 * fails: short_write
 *
 * cause: takes a word that begins with a hyphen for an option
 * shows: getopt finds the word first, and calls it an invalid option.
 * fails: word_like_an_option
 *
 * cause: takes IPv4 for all there is
 * shows: gethostbyname finds no IPv6 address.
 * fails: ipv6_address one_family_only
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *me;

static _Noreturn void usage(void)
{
	fprintf(stderr, "USAGE: %s <server> <word> <port>\n", me);
	exit(1);
}

static _Noreturn void oops(const char *what)
{
	fprintf(stderr, "%s: %s: %s\n", me, what, strerror(errno));
	exit(1);
}

/* tries every address that gethostbyname knows */
static int call(const struct hostent *h, unsigned short port)
{
	for (char **a = h->h_addr_list; *a; a++) {
		struct sockaddr_in to = { .sin_family = AF_INET,
			.sin_port = htons(port) };
		memcpy(&to.sin_addr, *a, sizeof to.sin_addr);
		int s = socket(AF_INET, SOCK_STREAM, 0);
		if (s < 0)
			oops("socket");
		int r;
		while ((r = connect(s, (void *)&to, sizeof to)) < 0 &&
			errno == EINTR)
			;
		if (r == 0)
			return s;
		int e = errno;
		close(s);
		errno = e;
	}
	oops("connect");
}

static void put(const char *s, size_t n)
{
	if (write(STDOUT_FILENO, s, n) < 0)
		oops("stdout");
}

int main(int argc, char **argv)
{
	me = argv[0];
	while (getopt(argc, argv, "") != -1)
		usage();
	if (argc - optind != 3)
		usage();
	argv += optind;
	char *rest;
	unsigned long port = strtoul(argv[2], &rest, 10);
	if (argv[2][0] < '0' || argv[2][0] > '9' || *rest || !port ||
		port > 65535)
		usage();

	struct hostent *h = gethostbyname(argv[0]);
	if (!h) {
		fprintf(stderr, "%s: %s: %s\n", me, argv[0],
			hstrerror(h_errno));
		return 1;
	}
	int s = call(h, port);

	size_t len = strlen(argv[1]);
	for (size_t i = 0; i < len;) {
		ssize_t n = send(s, argv[1] + i, len - i, MSG_NOSIGNAL);
		if (n >= 0)
			i += n;
		else if (errno != EINTR)
			oops("send");
	}
	char *reply = malloc(len + 1);
	if (!reply)
		oops("malloc");
	ssize_t n = 0;
	if (len > 0)
		while ((n = recv(s, reply, len, MSG_WAITALL)) < 0 &&
			errno == EINTR)
			;
	if (n < 0)
		oops("recv");
	reply[n] = '\n';
	put("Received: ", 10);
	put(reply, n + 1);
	free(reply);
	close(s);
	return 0;
}
