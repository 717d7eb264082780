/* A thread for each client, which is joined before the next accept. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct guest {
	int fd;
	struct sockaddr_in address;
};

static void *entertain(void *argument)
{
	struct guest *guest = argument;
	char bytes[2048];
	ssize_t n;

	printf("Client connected: %s\n",
		inet_ntoa(guest->address.sin_addr));
	fflush(stdout);
	while ((n = recv(guest->fd, bytes, sizeof bytes, 0)) != 0) {
		const char *next = bytes;

		if (n < 0 && errno == EINTR)
			continue;
		while (n > 0) {
			ssize_t m = send(guest->fd, next, (size_t)n,
				MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				n = -1;
			if (m > 0) {
				next += m;
				n -= m;
			}
		}
		if (n < 0)
			break;
	}
	close(guest->fd);
	return NULL;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in any;
	struct guest guest;
	pthread_t thread;
	char *end;
	long port = argc == 2 ? strtol(argv[1], &end, 10) : 0;
	int one = 1;

	if (port <= 0 || port > UINT16_MAX || *end != '\0') {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	memset(&any, 0, sizeof any);
	any.sin_family = AF_INET;
	any.sin_port = htons((uint16_t)port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&any, sizeof any) < 0 ||
		listen(s, 128) < 0) {
		fprintf(stderr, "%s: %m\n", argv[0]);
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof guest.address;
		guest.fd = accept(
			s, (struct sockaddr *)&guest.address, &size);
		if (guest.fd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(10000);
			continue;
		}
		int error = pthread_create(
			&thread, NULL, entertain, &guest);
		if (error == 0) {
			pthread_join(thread, NULL);
		} else {
			fprintf(stderr, "thread: %s\n",
				strerror(error));
			close(guest.fd);
		}
	}
}
