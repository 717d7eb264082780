/*
 * misconception: reports its troubles where the clients are announced
 * fails: port_in_use two_servers reason_is_told
 *   socket_or_listen_fails
 * shows: "cannot bind" comes on stdout, and stderr stays empty.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void stop(const char *text)
{
	printf("Error: %s: %s\n", text, strerror(errno));
	exit(1);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr, cli;
	int i, lfd, cfd, on = 1;
	long port;
	char *e, buf[2048];

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	port = strtol(argv[1], &e, 10);
	if (e == argv[1] || *e != 0 || port <= 0 || port >= 65536) {
		fprintf(stderr, "%s: bad port\n", argv[0]);
		exit(1);
	}

	lfd = socket(AF_INET, SOCK_STREAM, 0);
	if (lfd < 0)
		stop("cannot create a socket");
	setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	bzero(&addr, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	if (bind(lfd, (struct sockaddr *)&addr, sizeof addr) < 0)
		stop("cannot bind");
	if (listen(lfd, 100) < 0)
		stop("cannot listen");

	for (;;) {
		socklen_t len = sizeof cli;
		cfd = accept(lfd, (struct sockaddr *)&cli, &len);
		if (cfd < 0) {
			usleep(30000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(cli.sin_addr));
		fflush(stdout);
		for (;;) {
			int k = 0, n = recv(cfd, buf, sizeof buf, 0);
			if (n < 0 && errno == EINTR)
				continue;
			for (i = 0; i < n; i += k) {
				k = send(cfd, buf + i, n - i,
					MSG_NOSIGNAL);
				if (k < 0 && errno != EINTR)
					break;
				if (k < 0)
					k = 0;
			}
			if (n <= 0 || k < 0)
				break;
		}
		close(cfd);
	}
}
