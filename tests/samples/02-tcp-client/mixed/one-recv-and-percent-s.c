/*
 * cause: leaves it to getaddrinfo to check the port
 * shows: 65536 and more are numbers for getaddrinfo, and what is left
 *   of them is called.
 * fails: ports_out_of_range
 *
 * cause: takes what one recv brings for the whole reply
 * shows: Of a reply in pieces only the first is printed.
 * fails: long_reply reply_byte_by_byte reply_at_every_split extra_bytes
 *   server_is_silent early_close reset_by_server losses_differ
 *
 * cause: expects at least one byte of reply
 * shows: After the empty word it waits for a reply that nobody sends.
 * fails: empty_reply
 *
 * cause: takes the reply for a string
 * shows: The reply is printed up to its first zero byte.
 * fails: zero_bytes
 *
 * cause: complains about each address, even if the next one connects
 * shows: "client: connect" stands on stderr though the next address
 *   connects.
 * fails: second_address_connects
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define MAXDATASIZE 4096 // max number of bytes we can get at once

static int sendall(int s, char *buf, int len)
{
	int total = 0;

	while (total < len) {
		int n = send(s, buf + total, len - total, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		total += n;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	int sockfd, numbytes, rv;
	static char buf[MAXDATASIZE];
	struct addrinfo hints, *servinfo, *p;

	if (argc != 4) {
		fprintf(stderr, "USAGE: echoclient server word port\n");
		exit(1);
	}

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_NUMERICSERV;

	if ((rv = getaddrinfo(argv[1], argv[3], &hints, &servinfo)) !=
		0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return 1;
	}

	// loop through all the results and connect to the first we can
	for (p = servinfo; p != NULL; p = p->ai_next) {
		sockfd = socket(
			p->ai_family, p->ai_socktype, p->ai_protocol);
		if (sockfd == -1) {
			perror("client: socket");
			continue;
		}
		do {
			rv = connect(sockfd, p->ai_addr, p->ai_addrlen);
		} while (rv == -1 && errno == EINTR);
		if (rv == -1) {
			perror("client: connect");
			close(sockfd);
			continue;
		}
		break;
	}
	freeaddrinfo(servinfo);
	if (p == NULL) {
		fprintf(stderr, "client: failed to connect\n");
		return 2 - 1;
	}

	if (sendall(sockfd, argv[2], strlen(argv[2])) == -1) {
		perror("send");
		exit(1);
	}
	do {
		numbytes = recv(sockfd, buf, MAXDATASIZE - 1, 0);
	} while (numbytes == -1 && errno == EINTR);
	if (numbytes == -1) {
		perror("recv");
		exit(1);
	}
	buf[numbytes] = '\0';

	printf("Received: %s\n", buf);
	if (fflush(stdout) == EOF) {
		perror("stdout");
		exit(1);
	}
	close(sockfd);
	return 0;
}
