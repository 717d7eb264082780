/*
 * cause: expects the echo of each byte before it sends the next
 * shows: It sends one byte and waits, and the server waits for the rest
 *   of the word.
 * fails: whole_word_arrives any_byte_value word_like_an_option
 *   word_like_a_command long_word short_send slow_reader
 *   reply_in_one_piece long_reply reply_byte_by_byte
 *   reply_at_every_split reply_is_the_peers zero_bytes
 *   bytes_like_an_end reply_is_no_format extra_bytes server_keeps_open
 *   server_is_silent orderly_end nothing_leaks server_ends_after_reply
 *   early_close reset_by_server losses_differ reset_while_sending
 *   interrupted_connect interrupted_sending interrupted_receiving
 *   full_disk short_write name_by_dns name_in_hosts_file ipv6_address
 *   second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 *
 * cause: takes IPv4 for all there is
 * shows: It asks for IPv4 addresses only.
 * fails: ipv6_address one_family_only
 *
 * cause: takes every failed look-up for an unknown name
 * shows: Whatever getaddrinfo says, the host is "unknown".
 * fails: unknown_name
 */
/* echo one character after the other - T. */
#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what)
{
	fprintf(stderr, "echoclient: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

static int isPortNumber(const char *s)
{
	int i;
	for (i = 0; s[i]; ++i)
		if (!isdigit((unsigned char)s[i]))
			return 0;
	return i > 0 && i < 6 && atoi(s) > 0 && atoi(s) < 65536;
}

static int tcpOpen(struct addrinfo *a)
{
	int s;
	for (; a; a = a->ai_next) {
		s = socket(
			a->ai_family, a->ai_socktype, a->ai_protocol);
		if (s < 0)
			fail("socket");
		while (connect(s, a->ai_addr, a->ai_addrlen) != 0) {
			if (errno == EINTR)
				continue;
			int e = errno;
			close(s);
			errno = e;
			s = -1;
			break;
		}
		if (s >= 0)
			return s;
	}
	fail("connect");
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *list;
	int s;
	char *p, c;
	ssize_t n;

	if (argc != 4 || !isPortNumber(argv[3])) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		return EXIT_FAILURE;
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	if (getaddrinfo(argv[1], argv[3], &hints, &list)) {
		fprintf(stderr, "echoclient: unknown host %s\n",
			argv[1]);
		return EXIT_FAILURE;
	}
	s = tcpOpen(list);
	freeaddrinfo(list);
	printf("Received: ");
	for (p = argv[2]; *p; ++p) {
		while ((n = send(s, p, 1, MSG_NOSIGNAL)) < 0 &&
			errno == EINTR)
			;
		if (n < 0)
			fail("send");
		while ((n = recv(s, &c, 1, 0)) < 0 && errno == EINTR)
			;
		if (n < 0)
			fail("recv");
		if (n == 0) {
			fprintf(stderr,
				"echoclient: connection ended\n");
			return EXIT_FAILURE;
		}
		putchar(c);
	}
	putchar('\n');
	if (fflush(stdout) != 0)
		fail("stdout");
	close(s);
	return EXIT_SUCCESS;
}
