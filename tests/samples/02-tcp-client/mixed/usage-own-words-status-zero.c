/*
 * cause: expects only people, who know a usage line however it begins
 * shows: The line on stderr begins "Usage:".
 * fails: usage_without_arguments usage_with_too_few usage_with_too_many
 *
 * cause: takes a wrong call for no failure
 * shows: After the usage line the exit status is 0.
 * fails: usage_without_arguments usage_with_too_few usage_with_too_many
 *
 * cause: takes the end of the connection for the end of its work
 * shows: When the server closes early, it prints what has come and
 *   exits with status 0.
 * fails: early_close losses_differ
 *
 * cause: prints the word instead of what came back
 * shows: The reply is received and thrown away.
 * fails: reply_is_the_peers zero_bytes bytes_like_an_end
 *   reply_is_no_format
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFSIZE 1000

int open_clientfd(char *hostname, char *port)
{
	int clientfd = -1, rc;
	struct addrinfo hints, *listp, *p;

	memset(&hints, 0, sizeof(struct addrinfo));
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_NUMERICSERV;
	if ((rc = getaddrinfo(hostname, port, &hints, &listp)) != 0)
		errx(1, "getaddrinfo failed (%s:%s): %s", hostname,
			port, gai_strerror(rc));
	for (p = listp; p; p = p->ai_next) {
		if ((clientfd = socket(p->ai_family, p->ai_socktype,
			     p->ai_protocol)) < 0)
			err(1, "socket");
		while ((rc = connect(clientfd, p->ai_addr,
				p->ai_addrlen)) == -1 &&
			errno == EINTR)
			continue;
		if (rc == 0)
			break;
		rc = errno;
		close(clientfd);
		errno = rc;
		clientfd = -1;
	}
	if (clientfd == -1)
		err(1, "connect");
	freeaddrinfo(listp);
	return clientfd;
}

void send_all(int fd, char *s, size_t n)
{
	while (n) {
		ssize_t k = send(fd, s, n, MSG_NOSIGNAL);
		if (k == -1 && errno == EINTR)
			continue;
		if (k == -1)
			err(1, "send");
		s += k;
		n -= k;
	}
}

size_t receive_all(int fd, size_t n)
{
	char buf[BUFSIZE];
	size_t got = 0;

	while (got < n) {
		ssize_t k = recv(fd, buf,
			n - got < BUFSIZE ? n - got : BUFSIZE, 0);
		if (k == -1 && errno == EINTR)
			continue;
		if (k == -1)
			err(1, "recv");
		if (k == 0)
			break;
		got += k;
	}
	return got;
}

int main(int argc, char **argv)
{
	int fd;
	char *end;
	unsigned long port;
	size_t len;

	if (argc != 4) {
		fprintf(stderr, "Usage: %s <host> <word> <port>\n",
			argv[0]);
		exit(0);
	}
	port = strtoul(argv[3], &end, 10);
	if (end == argv[3] || *end || strchr(argv[3], '-') ||
		port == 0 || port > 65535)
		errx(1, "bad port %s", argv[3]);
	len = strlen(argv[2]);
	fd = open_clientfd(argv[1], argv[3]);
	send_all(fd, argv[2], len);
	len = receive_all(fd, len);
	printf("Received: %.*s\n", (int)len, argv[2]);
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	close(fd);
	exit(0);
}
