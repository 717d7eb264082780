/*
 * misconception: takes it for granted that a new variable is zero
 * fails: not_an_address connects_to_dotted_quad port_in_network_order
 *   connection_refused reasons_differ reason_outlives_close
 *   no_socket whole_word_arrives empty_word any_byte_value
 *   word_like_an_option word_like_a_command long_word short_send
 *   slow_reader reply_in_one_piece empty_reply long_reply
 *   reply_byte_by_byte reply_at_every_split reply_is_the_peers
 *   zero_bytes bytes_like_an_end reply_is_no_format extra_bytes
 *   server_keeps_open server_is_silent orderly_end nothing_leaks
 *   server_ends_after_reply early_close reset_by_server
 *   losses_differ broken_before_sending reset_while_sending
 *   interrupted_connect interrupted_sending interrupted_receiving
 *   full_disk short_write name_by_dns name_in_hosts_file
 *   ipv6_address second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only no_address_connects
 *   unknown_name
 * shows: hints has what was in memory before, and getaddrinfo finds bad
 *   flags there.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct addrinfo *list = NULL, *a;
	struct addrinfo hints;
	char *reply = NULL;
	int status = 1, s = -1, i, error;
	size_t length, n;
	ssize_t r;
	long port = 0;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		goto out;
	}
	for (i = 0; argv[3][i] >= '0' && argv[3][i] <= '9' && i < 6;
		i++)
		port = 10 * port + argv[3][i] - '0';
	if (argv[3][i] != '\0' || port < 1 || port > 65535) {
		fprintf(stderr, "%s: invalid port\n", argv[0]);
		goto out;
	}

	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	error = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (error) {
		list = NULL;
		fprintf(stderr, "%s: %s\n", argv[0],
			gai_strerror(error));
		goto out;
	}
	a = list;
next:
	s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
	if (s == -1) {
		perror("socket");
		goto out;
	}
retry:
	if (connect(s, a->ai_addr, a->ai_addrlen) == -1) {
		if (errno == EINTR)
			goto retry;
		a = a->ai_next;
		if (a) {
			close(s);
			goto next;
		}
		perror("connect");
		goto out;
	}

	length = strlen(argv[2]);
	for (n = 0; n < length; n += r) {
	resend:
		r = send(s, argv[2] + n, length - n, MSG_NOSIGNAL);
		if (r == -1 && errno == EINTR)
			goto resend;
		if (r == -1) {
			perror("send");
			goto out;
		}
	}

	reply = malloc(length + 1);
	if (!reply)
		goto out;
	for (n = 0; n < length; n += r) {
	receive:
		r = recv(s, reply + n, length - n, 0);
		if (r == -1 && errno == EINTR)
			goto receive;
		if (r == -1) {
			perror("recv");
			goto out;
		}
		if (r == 0) {
			fprintf(stderr, "%s: lost the server\n",
				argv[0]);
			goto out;
		}
	}
	printf("Received: ");
	if (length)
		fwrite(reply, length, 1, stdout);
	printf("\n");
	if (fflush(stdout)) {
		perror("write");
		goto out;
	}
	status = 0;
out:
	free(reply);
	if (s != -1)
		close(s);
	if (list)
		freeaddrinfo(list);
	return status;
}
