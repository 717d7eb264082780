/*
 * misconception: takes what it received for a string
 * fails: echoes_every_byte_value echoes_a_mebibyte slow_reader
 *   late_reader_gets_the_rest
 * shows: The echo ends at the first zero byte.
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

#define BUFSIZE 1024

void error(char *msg)
{
	perror(msg);
	exit(1);
}

/* Sends the whole string. */
int send_string(int sock, char *s)
{
	while (*s) {
		int n = send(sock, s, strlen(s), MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0)
			s += n;
	}
	return 0;
}

int main(int argc, char **argv)
{
	int parentfd, childfd, portno, optval = 1, n;
	socklen_t clientlen;
	struct sockaddr_in serveraddr, clientaddr;
	char buf[BUFSIZE];

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	portno = atoi(argv[1]);
	if (portno < 1 || portno > 65535 ||
		strspn(argv[1], "0123456789") != strlen(argv[1])) {
		fprintf(stderr, "ERROR bad port\n");
		exit(1);
	}
	parentfd = socket(AF_INET, SOCK_STREAM, 0);
	if (parentfd < 0)
		error("ERROR opening socket");
	setsockopt(parentfd, SOL_SOCKET, SO_REUSEADDR, &optval,
		sizeof(int));
	bzero(&serveraddr, sizeof(serveraddr));
	serveraddr.sin_family = AF_INET;
	serveraddr.sin_addr.s_addr = htonl(INADDR_ANY);
	serveraddr.sin_port = htons((unsigned short)portno);
	if (bind(parentfd, (struct sockaddr *)&serveraddr,
		    sizeof(serveraddr)) < 0)
		error("ERROR on binding");
	if (listen(parentfd, 5) < 0)
		error("ERROR on listen");
	while (1) {
		clientlen = sizeof(clientaddr);
		childfd = accept(parentfd,
			(struct sockaddr *)&clientaddr, &clientlen);
		if (childfd < 0) {
			usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(clientaddr.sin_addr));
		fflush(stdout);
		while (1) {
			bzero(buf, BUFSIZE);
			n = recv(childfd, buf, BUFSIZE - 1, 0);
			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0 || send_string(childfd, buf) < 0)
				break;
		}
		close(childfd);
	}
}
