/*
 * misconception: takes a send that took a part for a lost client
 * fails: short_send
 * shows: Where the kernel takes only a part, it closes the connection.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int serve(int fd)
{
	unsigned char octets[4096];
	ssize_t received, sent;

	for (;;) {
		received = recv(fd, octets, sizeof octets, 0);
		if (received == 0)
			return 0;
		if (received == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		while ((sent = send(fd, octets, received,
				MSG_NOSIGNAL)) == -1 &&
			errno == EINTR)
			;
		if (sent != received) {
			warnx("could not send everything");
			return -1;
		}
	}
}

static unsigned short read_port(int argc, char **argv)
{
	unsigned long n = 0;
	char *p;

	if (argc == 2)
		for (p = argv[1]; *p; p++) {
			n = n * 10 + (*p - '0');
			if (*p < '0' || *p > '9' || n > 65535)
				n = 0, p = "9";
		}
	if (n == 0) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	return n;
}

int main(int argc, char **argv)
{
	struct sockaddr_in me = { .sin_family = AF_INET };
	int on = 1;

	me.sin_port = htons(read_port(argc, argv));
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(s, (struct sockaddr *)&me, sizeof me))
		err(1, "bind");
	if (listen(s, SOMAXCONN))
		err(1, "listen");
	for (;;) {
		struct sockaddr_in you;
		socklen_t size = sizeof you;
		int fd = accept(s, (struct sockaddr *)&you, &size);

		if (fd == -1) {
			warn("accept");
			usleep(90000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		serve(fd);
		close(fd);
	}
}
