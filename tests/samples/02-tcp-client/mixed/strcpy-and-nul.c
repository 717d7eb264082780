/*
 * cause: takes it for granted that a word fits into its array
 * shows: A long word is copied past the end of the array.
 * fails: long_word slow_reader long_reply reset_while_sending
 *
 * cause: takes the NUL at the end for a part of the word
 * shows: One byte more than the word arrives: a NUL.
 * fails: whole_word_arrives empty_word word_like_a_command orderly_end
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 *
 * cause: takes the first address for the only one
 * shows: If the first address refuses, the others are never tried.
 * fails: second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

char msg[2048];

void error(char *msg, const char *why)
{
	fprintf(stderr, "ERROR %s: %s\n", msg, why);
	exit(1);
}

int main(int argc, char *argv[])
{
	int sockfd, n, want, i, rc;
	struct addrinfo h, *serv;
	char c;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s hostname word port\n",
			argv[0]);
		exit(1);
	}
	n = 0;
	for (i = 0;
		argv[3][i] >= '0' && argv[3][i] <= '9' && n < 100000;
		i++)
		n = n * 10 + (argv[3][i] - '0');
	if (argv[3][i] != 0 || n < 1 || n > 65535)
		error("port", "should be 1..65535");
	memset(&h, 0, sizeof(h));
	h.ai_family = AF_UNSPEC;
	h.ai_socktype = SOCK_STREAM;
	rc = getaddrinfo(argv[1], argv[3], &h, &serv);
	if (rc != 0)
		error("no such host", gai_strerror(rc));
	sockfd = socket(serv->ai_family, SOCK_STREAM, 0);
	if (sockfd < 0)
		error("opening socket", strerror(errno));
	while ((rc = connect(sockfd, serv->ai_addr, serv->ai_addrlen)) <
			0 &&
		errno == EINTR)
		;
	if (rc < 0)
		error("connecting", strerror(errno));
	freeaddrinfo(serv);

	strcpy(msg, argv[2]);
	want = strlen(msg);
	for (i = 0; i < want + 1; i += n) {
		n = send(sockfd, msg + i, want + 1 - i, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			error("writing to socket", strerror(errno));
	}
	printf("Received: ");
	/* one character at a time is easiest */
	for (i = 0; i < want; i++) {
		do
			n = recv(sockfd, &c, 1, 0);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			error("reading from socket", strerror(errno));
		if (n == 0)
			error("reading from socket",
				"server closed the connection");
		putchar(c);
	}
	printf("\n");
	close(sockfd);
	return 0;
}
