/*
 * misconception: expects the echo of each byte before it sends the
 *   next
 * fails: whole_word_arrives any_byte_value word_like_an_option
 *   word_like_a_command long_word short_send slow_reader
 *   reply_in_one_piece long_reply reply_byte_by_byte
 *   reply_at_every_split reply_is_the_peers zero_bytes
 *   bytes_like_an_end reply_is_no_format extra_bytes
 *   server_keeps_open server_is_silent orderly_end nothing_leaks
 *   server_ends_after_reply early_close reset_by_server
 *   losses_differ reset_while_sending interrupted_connect
 *   interrupted_sending interrupted_receiving full_disk short_write
 *   name_by_dns name_in_hosts_file ipv6_address
 *   second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 * shows: It sends one byte and waits, and the server waits for the
 *   rest of the word.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAXLINE 4096
static void err_sys(const char *what)
{
	perror(what);
	exit(1);
}

static void err_quit(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

static int tcp_connect(const char *host, const char *serv)
{
	int sockfd = -1, n, why = 0;
	struct addrinfo hints, *res, *ressave;

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	if ((n = getaddrinfo(host, serv, &hints, &res)) != 0)
		err_quit(host, gai_strerror(n));
	ressave = res;
	do {
		sockfd = socket(res->ai_family, res->ai_socktype,
			res->ai_protocol);
		if (sockfd < 0) {
			why = errno;
			continue;
		}
		do
			n = connect(
				sockfd, res->ai_addr, res->ai_addrlen);
		while (n < 0 && errno == EINTR);
		if (n == 0)
			break;
		why = errno;
		close(sockfd);
		sockfd = -1;
	} while ((res = res->ai_next) != NULL);
	freeaddrinfo(ressave);
	if (sockfd < 0) {
		errno = why;
		err_sys(host);
	}
	return sockfd;
}
static void writen(int fd, const char *ptr, size_t nleft)
{
	ssize_t nwritten;

	while (nleft > 0) {
		if ((nwritten = write(fd, ptr, nleft)) < 0) {
			if (errno != EINTR)
				err_sys("write");
			nwritten = 0;
		}
		nleft -= nwritten;
		ptr += nwritten;
	}
}
static void str_cli(int sockfd, const char *word)
{
	ssize_t n;
	char c;

	printf("Received: ");
	for (; *word; word++) {
		writen(sockfd, word, 1);
		do
			n = read(sockfd, &c, 1);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			err_sys("read");
		if (n == 0)
			err_quit("read",
				"server terminated prematurely");
		putchar(c);
	}
	putchar('\n');
	if (fflush(stdout) == EOF)
		err_sys("stdout");
}
int main(int argc, char **argv)
{
	int sockfd;
	char *end;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		exit(1);
	}
	if (strtoul(argv[3], &end, 10) - 1 >= 65535 || *end)
		err_quit(argv[3], "bad port");
	signal(SIGPIPE, SIG_IGN);
	sockfd = tcp_connect(argv[1], argv[3]);
	str_cli(sockfd, argv[2]);
	close(sockfd);
	exit(0);
}
