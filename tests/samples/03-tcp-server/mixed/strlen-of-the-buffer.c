/*
 * cause: takes what it received for a string
 * shows: The echo ends at the first zero byte.
 * fails: echoes_every_byte_value echoes_a_mebibyte slow_reader
 *   late_reader_gets_the_rest
 *
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: "7x" is taken for 7, and 65543 becomes port 7.
 * fails: bad_ports
 *
 * cause: expects send to say so when the client is gone
 * shows: It is killed by SIGPIPE before it can look at the result.
 * fails: left_before_its_turn leaves_without_reading
 *
 * cause: expects that an accept that failed works if it is called again
 *   at once
 * shows: While no descriptor is free it calls accept again and again.
 * fails: no_descriptor_free
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAXLINE 1024

/* write all of the string */
static int writen(int fd, const char *s)
{
	size_t left = strlen(s);
	while (left > 0) {
		ssize_t n = write(fd, s, left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		s += n;
		left -= n;
	}
	return 0;
}

static void str_echo(int connfd)
{
	char line[MAXLINE + 1];
	ssize_t n;

	for (;;) {
		bzero(line, sizeof line);
		n = read(connfd, line, MAXLINE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (writen(connfd, line) < 0)
			return;
	}
}

int main(int argc, char **argv)
{
	int listenfd, connfd, on = 1;
	struct sockaddr_in servaddr, cliaddr;
	socklen_t len;

	if (argc != 2 || atoi(argv[1]) <= 0) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		return 1;
	}
	listenfd = socket(AF_INET, SOCK_STREAM, 0);
	if (listenfd < 0) {
		perror("socket");
		return 1;
	}
	setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	bzero(&servaddr, sizeof servaddr);
	servaddr.sin_family = AF_INET;
	servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
	servaddr.sin_port = htons(atoi(argv[1]));
	if (bind(listenfd, (struct sockaddr *)&servaddr,
		    sizeof servaddr) < 0) {
		perror("bind");
		return 1;
	}
	if (listen(listenfd, 1024) < 0) {
		perror("listen");
		return 1;
	}
	for (;;) {
		len = sizeof cliaddr;
		connfd = accept(
			listenfd, (struct sockaddr *)&cliaddr, &len);
		if (connfd < 0)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(cliaddr.sin_addr));
		fflush(stdout);
		str_echo(connfd);
		close(connfd);
	}
}
