/*
 * misconception: relies on atoi to tell good numbers from bad ones
 * fails: bad_ports
 * shows: "7x" is taken for 7, and 65543 becomes port 7 as well.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAXLINE 4096
#define LISTENQ 1024
#define SA struct sockaddr

static void writen(int fd, const char *p, size_t left)
{
	ssize_t n;

	while (left > 0) {
		if ((n = write(fd, p, left)) <= 0) {
			if (n < 0 && errno == EINTR)
				n = 0;
			else
				return;
		}
		left -= n;
		p += n;
	}
}

static void str_echo(int sockfd)
{
	ssize_t n;
	char buf[MAXLINE];

again:
	while ((n = read(sockfd, buf, MAXLINE)) > 0)
		writen(sockfd, buf, n);
	if (n < 0 && errno == EINTR)
		goto again;
}

int main(int argc, char **argv)
{
	int listenfd, connfd, on = 1;
	socklen_t clilen;
	struct sockaddr_in cliaddr, servaddr;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	signal(SIGPIPE, SIG_IGN);
	listenfd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	bzero(&servaddr, sizeof(servaddr));
	servaddr.sin_family = AF_INET;
	servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
	servaddr.sin_port = htons(atoi(argv[1]));
	if (bind(listenfd, (SA *)&servaddr, sizeof(servaddr)) < 0 ||
		listen(listenfd, LISTENQ) < 0) {
		perror(argv[1]);
		exit(1);
	}
	for (;;) {
		clilen = sizeof(cliaddr);
		connfd = accept(listenfd, (SA *)&cliaddr, &clilen);
		if (connfd < 0) {
			if (errno != EINTR)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(cliaddr.sin_addr));
		fflush(stdout);
		str_echo(connfd);
		close(connfd);
	}
}
