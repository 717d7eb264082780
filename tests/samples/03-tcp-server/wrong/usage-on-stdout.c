/*
 * misconception: prints its usage where it prints its results
 * fails: usage_without_arguments usage_with_two_ports
 * shows: The usage line comes on stdout, and stderr stays empty.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIZE 1024

void error(const char *msg)
{
	perror(msg);
	exit(1);
}

int main(int argc, char *argv[])
{
	int sockfd, newsockfd, port, i, on = 1;
	ssize_t n, k, w;
	char buffer[SIZE];
	struct sockaddr_in addr;
	socklen_t len;

	if (argc != 2) {
		printf("USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = 0;
	for (i = 0; argv[1][i] != '\0'; i++) {
		if (argv[1][i] < '0' || argv[1][i] > '9' || i > 5) {
			port = 0;
			break;
		}
		port = port * 10 + argv[1][i] - '0';
	}
	if (port < 1 || port > 65535) {
		fprintf(stderr, "%s is not a port\n", argv[1]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	sockfd = socket(AF_INET, SOCK_STREAM, 0);
	if (sockfd < 0)
		error("socket");
	setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	memset(&addr, 0, sizeof(addr));
	addr.sin_family = AF_INET;
	addr.sin_addr.s_addr = INADDR_ANY;
	addr.sin_port = htons(port);
	if (bind(sockfd, (struct sockaddr *)&addr, sizeof(addr)) < 0)
		error("bind");
	if (listen(sockfd, 5) < 0)
		error("listen");
	while (1) {
		len = sizeof(addr);
		newsockfd =
			accept(sockfd, (struct sockaddr *)&addr, &len);
		if (newsockfd < 0) {
			if (errno != EINTR)
				usleep(10000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		while ((n = read(newsockfd, buffer, SIZE)) != 0) {
			if (n < 0 && errno != EINTR)
				break;
			for (k = 0; k < n; k += w) {
				w = write(newsockfd, buffer + k, n - k);
				if (w < 0 && errno != EINTR)
					break;
				if (w < 0)
					w = 0;
			}
			if (k < n)
				break;
		}
		close(newsockfd);
	}
}
