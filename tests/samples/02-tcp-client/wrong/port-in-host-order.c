/*
 * misconception: stores the port with its bytes the wrong way round
 * fails: connects_to_dotted_quad port_in_network_order
 *   connection_refused reason_outlives_close whole_word_arrives
 *   empty_word any_byte_value
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
 * shows: It calls at the port whose two bytes are swapped.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
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
	if ((n = getaddrinfo(host, NULL, &hints, &res)) != 0)
		err_quit(host, gai_strerror(n));
	ressave = res;
	do {
		struct sockaddr_in *in = (void *)res->ai_addr;

		/* The port is at the same place in both families. */
		in->sin_port = atoi(serv);
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
	char line[MAXLINE];
	size_t left = strlen(word);
	ssize_t n;

	writen(sockfd, word, left);
	printf("Received: ");
	while (left > 0) {
		n = read(sockfd, line, left < MAXLINE ? left : MAXLINE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			err_sys("read");
		if (n == 0)
			err_quit("read",
				"server terminated prematurely");
		fwrite(line, 1, n, stdout);
		left -= n;
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
