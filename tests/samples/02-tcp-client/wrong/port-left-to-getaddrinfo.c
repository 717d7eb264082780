/*
 * misconception: leaves it to getaddrinfo to check the port
 * fails: bad_ports ports_out_of_range
 * shows: For getaddrinfo 65536 and more are numbers, too: the rest of
 *   them is tried.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define MAXDATASIZE 1000
static int sendall(int s, char *buf, size_t len)
{
	size_t total = 0;
	ssize_t n;

	while (total < len) {
		n = send(s, buf + total, len - total, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		total += n;
	}
	return 0;
}
static int reach(char *host, char *port)
{
	struct addrinfo hints, *servinfo, *p;
	int rv, sockfd = -1, saved = 0;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;

	if ((rv = getaddrinfo(host, port, &hints, &servinfo)) != 0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return -1;
	}

	// loop through all the results and connect to the first we can
	for (p = servinfo; p != NULL; p = p->ai_next) {
		if ((sockfd = socket(p->ai_family, p->ai_socktype,
			     p->ai_protocol)) == -1) {
			saved = errno;
			continue;
		}
		while ((rv = connect(sockfd, p->ai_addr,
				p->ai_addrlen)) == -1 &&
			errno == EINTR)
			;
		if (rv == 0)
			break;
		saved = errno;
		close(sockfd);
	}
	freeaddrinfo(servinfo); // all done with this structure

	if (p == NULL) {
		fprintf(stderr, "client: failed to connect: %s\n",
			strerror(saved));
		return -1;
	}
	return sockfd;
}
int main(int argc, char *argv[])
{
	int sockfd, numbytes;
	size_t len, got = 0;
	char buf[MAXDATASIZE];

	if (argc != 4) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		exit(1);
	}

	sockfd = reach(argv[1], argv[3]);
	if (sockfd == -1)
		return 1;

	len = strlen(argv[2]);
	if (sendall(sockfd, argv[2], len) == -1) {
		perror("send");
		exit(1);
	}

	printf("Received: ");
	while (got < len) {
		size_t want = len - got;
		if (want > sizeof buf)
			want = sizeof buf;
		numbytes = recv(sockfd, buf, want, 0);
		if (numbytes == -1 && errno == EINTR)
			continue;
		if (numbytes == -1) {
			perror("recv");
			exit(1);
		}
		if (numbytes == 0) {
			fprintf(stderr, "client: server hung up\n");
			exit(1);
		}
		fwrite(buf, 1, numbytes, stdout);
		got += numbytes;
	}
	printf("\n");
	close(sockfd);
	if (fflush(stdout) != 0) {
		perror("stdout");
		exit(1);
	}
	return 0;
}
