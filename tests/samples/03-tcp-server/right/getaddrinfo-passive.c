/* getaddrinfo makes the listening address, getnameinfo the texts. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int try_to_listen(const struct addrinfo *ai)
{
	int yes = 1;
	int fd =
		socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);

	if (fd == -1)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == 0 &&
		bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 &&
		listen(fd, SOMAXCONN) == 0)
		return fd;
	int reason = errno;
	close(fd);
	errno = reason;
	return -1;
}

static int open_service(const char *port)
{
	struct addrinfo hints, *list;
	int fd, code;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
	code = getaddrinfo(NULL, port, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", port, gai_strerror(code));
		exit(1);
	}
	fd = try_to_listen(list);
	if (fd == -1) {
		fprintf(stderr, "port %s: %s\n", port, strerror(errno));
		exit(1);
	}
	freeaddrinfo(list);
	return fd;
}

static int send_all(int fd, const char *data, size_t size)
{
	ssize_t n;

	for (; size > 0; data += n, size -= (size_t)n)
		while ((n = send(fd, data, size, MSG_NOSIGNAL)) == -1)
			if (errno != EINTR)
				return 0;
	return 1;
}

static void echo(int fd)
{
	char data[BUFSIZ];
	ssize_t n;

	do {
		while ((n = recv(fd, data, sizeof data, 0)) == -1)
			if (errno != EINTR)
				return;
	} while (n > 0 && send_all(fd, data, (size_t)n));
}

int main(int argc, char *argv[])
{
	struct timespec rest = { 0, 100000000 };
	struct sockaddr_storage peer;
	char host[40];

	if (argc != 2 || strspn(argv[1], "0123456789") > 5 ||
		atoi(argv[1]) < 1 || atoi(argv[1]) > 65535 ||
		strlen(argv[1]) != strspn(argv[1], "0123456789")) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	int listener = open_service(argv[1]);
	for (;;) {
		socklen_t size = sizeof peer;
		int fd = accept(
			listener, (struct sockaddr *)&peer, &size);
		if (fd == -1) {
			nanosleep(&rest, NULL);
			continue;
		}
		getnameinfo((struct sockaddr *)&peer, size, host,
			sizeof host, NULL, 0, NI_NUMERICHOST);
		printf("Client connected: %s\n", host);
		fflush(stdout);
		echo(fd);
		close(fd);
	}
}
