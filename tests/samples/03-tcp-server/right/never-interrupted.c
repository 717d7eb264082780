/* Its sockets never wait; only poll does, and can be interrupted. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void wait_for(int fd, short what)
{
	struct pollfd p = { fd, what, 0 };

	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
}

static void turn(int fd)
{
	char bytes[5000];

	for (;;) {
		ssize_t n = recv(fd, bytes, sizeof bytes, 0);
		ssize_t done = 0;

		if (n < 0 && errno == EAGAIN) {
			wait_for(fd, POLLIN);
			continue;
		}
		if (n <= 0)
			return;
		while (done < n) {
			ssize_t k = send(fd, bytes + done, n - done,
				MSG_NOSIGNAL);

			if (k < 0 && errno == EAGAIN)
				wait_for(fd, POLLOUT);
			else if (k < 0)
				return;
			else
				done += k;
		}
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in me = { .sin_family = AF_INET }, you;
	size_t digits = argc == 2 ? strspn(argv[1], "0123456789") : 0;
	long port = digits > 0 && digits < 6 && argv[1][digits] == '\0'
		? atol(argv[1])
		: 0;
	int yes = 1,
	    door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (argc != 2 || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s port\n", argv[0]);
		return 1;
	}
	me.sin_port = htons((in_port_t)port);
	if (door < 0 ||
		setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(door, (struct sockaddr *)&me, sizeof me) < 0 ||
		listen(door, 64) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof you;
		int fd = accept4(door, (struct sockaddr *)&you, &size,
			SOCK_NONBLOCK);

		if (fd < 0) {
			if (errno == EAGAIN) {
				wait_for(door, POLLIN);
			} else if (errno == ECONNABORTED) {
				continue;
			} else if (errno == EMFILE || errno == ENFILE ||
				errno == ENOBUFS || errno == ENOMEM) {
				nanosleep(&(struct timespec){ 0,
						  50000000 },
					NULL);
			} else {
				perror("echoserver: accept");
				return 1;
			}
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		turn(fd);
		close(fd);
	}
}
