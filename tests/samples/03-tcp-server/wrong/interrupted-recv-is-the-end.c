/*
 * misconception: takes a recv that a signal interrupted for the end of
 *   the client
 * fails: interrupted_receive
 * shows: After a signal the client loses its connection in the middle.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sendall(int s, char *buf, int *len)
{
	int total = 0, n = 0;

	while (total < *len) {
		n = send(s, buf + total, *len - total, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			n = 0;
		if (n == -1)
			break;
		total += n;
	}
	*len = total;
	return n == -1 ? -1 : 0;
}

static void chat(int s)
{
	char buf[1024];
	int n;

	while ((n = recv(s, buf, sizeof buf, 0)) > 0)
		if (sendall(s, buf, &n) == -1)
			break;
	if (n == -1)
		perror("recv");
	close(s);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in my_addr, their_addr;
	socklen_t sin_size;
	int sockfd, new_fd, yes = 1;
	long port;
	char *end;

	if (argc != 2 || argv[1][0] == '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port <= 0 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	if ((sockfd = socket(PF_INET, SOCK_STREAM, 0)) == -1) {
		perror("socket");
		exit(1);
	}
	if (setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof(int)) == -1) {
		perror("setsockopt");
		exit(1);
	}
	my_addr.sin_family = AF_INET;
	my_addr.sin_port = htons(port);
	my_addr.sin_addr.s_addr = INADDR_ANY;
	memset(my_addr.sin_zero, '\0', sizeof my_addr.sin_zero);
	if (bind(sockfd, (struct sockaddr *)&my_addr, sizeof my_addr) ==
		-1) {
		perror("bind");
		exit(1);
	}
	if (listen(sockfd, 10) == -1) {
		perror("listen");
		exit(1);
	}
	while (1) {
		sin_size = sizeof their_addr;
		new_fd = accept(sockfd, (struct sockaddr *)&their_addr,
			&sin_size);
		if (new_fd == -1) {
			perror("accept");
			usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(their_addr.sin_addr));
		fflush(stdout);
		chat(new_fd);
	}
}
