/*
 * cause: takes the size of a pointer for the length of the word
 * shows: Eight bytes are sent and expected, however long the word is.
 * fails: whole_word_arrives empty_word any_byte_value
 *   word_like_a_command long_word short_send slow_reader
 *   reply_in_one_piece long_reply reply_byte_by_byte reply_is_the_peers
 *   zero_bytes reply_is_no_format extra_bytes server_keeps_open
 *   server_is_silent server_ends_after_reply reset_while_sending
 *   interrupted_connect interrupted_sending interrupted_receiving
 *   short_write name_by_dns name_in_hosts_file ipv6_address
 *   second_address_connects interrupted_refusal one_family_only
 *
 * cause: takes a pause for the end
 * shows: select gives up after two seconds of silence.
 * fails: server_is_silent
 *
 * cause: takes an interrupted recv for a broken connection
 * shows: EINTR of recv ends it, although nothing is wrong.
 * fails: interrupted_receiving
 *
 * cause: leaves it to getaddrinfo to check the port
 * shows: 65543 is called at port 7.
 * fails: ports_out_of_range
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

typedef struct {
	int fd;
	const char *data;
	size_t len;
} client_t;

static int client_connect(client_t *c, char *host, char *port)
{
	struct addrinfo h, *r, *i;
	int rc;

	memset(&h, 0, sizeof(h));
	h.ai_family = PF_UNSPEC;
	h.ai_socktype = SOCK_STREAM;
	h.ai_flags = AI_NUMERICSERV;
	rc = getaddrinfo(host, port, &h, &r);
	if (rc) {
		fprintf(stderr, "lookup of %s failed: %s\n", host,
			gai_strerror(rc));
		return -1;
	}
	errno = 0;
	for (i = r; i; i = i->ai_next) {
		c->fd = socket(
			i->ai_family, i->ai_socktype, i->ai_protocol);
		if (c->fd < 0)
			continue;
		do {
			rc = connect(c->fd, i->ai_addr, i->ai_addrlen);
		} while (rc < 0 && errno == EINTR);
		if (rc == 0)
			break;
		rc = errno;
		close(c->fd);
		errno = rc;
		c->fd = -1;
	}
	if (c->fd < 0)
		fprintf(stderr, "connect to %s failed: %s\n", host,
			strerror(errno));
	freeaddrinfo(r);
	return c->fd < 0 ? -1 : 0;
}

static int client_send(client_t *c)
{
	size_t pos = 0;
	while (pos < c->len) {
		ssize_t n = send(c->fd, c->data + pos, c->len - pos,
			MSG_NOSIGNAL);
		if (n < 0) {
			if (errno == EINTR)
				continue;
			fprintf(stderr, "send failed: %s\n",
				strerror(errno));
			return -1;
		}
		pos += n;
	}
	return 0;
}

static int client_receive(client_t *c)
{
	size_t pos = 0;
	char b[8];

	fputs("Received: ", stdout);
	while (pos < c->len) {
		fd_set in;
		struct timeval tv = { 2, 0 };
		ssize_t n;

		FD_ZERO(&in);
		FD_SET(c->fd, &in);
		if (select(c->fd + 1, &in, NULL, NULL, &tv) == 0) {
			fprintf(stderr, "no answer\n");
			return -1;
		}
		n = recv(c->fd, b, c->len - pos, 0);
		if (n < 0) {
			fprintf(stderr, "recv failed: %s\n",
				strerror(errno));
			return -1;
		}
		if (n == 0) {
			fprintf(stderr, "server closed connection\n");
			return -1;
		}
		fwrite(b, n, 1, stdout);
		pos += n;
	}
	putchar('\n');
	if (fflush(stdout)) {
		fprintf(stderr, "write failed: %s\n", strerror(errno));
		return -1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	client_t c = { -1, NULL, 0 };
	int ok;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	c.data = argv[2];
	c.len = sizeof(c.data);
	ok = client_connect(&c, argv[1], argv[3]) == 0 &&
		client_send(&c) == 0 && client_receive(&c) == 0;
	if (c.fd >= 0)
		close(c.fd);
	return ok ? 0 : 1;
}
