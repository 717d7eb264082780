/* A child sends the word; the parent receives, and waits for it. */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int connected(int fd, const struct addrinfo *a)
{
	int error = 0;
	socklen_t size = sizeof error;
	struct pollfd ready = { fd, POLLOUT, 0 };

	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		return 1;
	if (errno != EINTR)
		return 0;
	while (poll(&ready, 1, -1) == -1)
		if (errno != EINTR)
			return 0;
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	errno = error;
	return error == 0;
}

static int reach(const char *host, const char *port)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICSERV };
	struct addrinfo *list, *a;
	int code = getaddrinfo(host, port, &hints, &list);

	if (code != 0)
		errx(1, "%s: %s", host,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
	for (a = list; a != NULL; a = a->ai_next) {
		int fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd == -1)
			continue;
		if (connected(fd, a)) {
			freeaddrinfo(list);
			return fd;
		}
		if (a->ai_next == NULL)
			err(1, "%s, port %s", host, port);
		close(fd);
	}
	err(1, "socket");
}

static void send_and_exit(int fd, const char *word)
{
	size_t left = strlen(word);

	while (left > 0) {
		ssize_t n = send(fd, word, left, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			warn("send");
			_exit(1);
		}
		word += n;
		left -= n;
	}
	_exit(0);
}

static int receive(int fd, size_t left)
{
	char chunk[64];
	ssize_t n;

	fputs("Received: ", stdout);
	for (; left > 0; left -= n) {
		n = recv(fd, chunk, left < 64 ? left : 64, 0);
		if (n == 0)
			warnx("end of the connection, %zu bytes early",
				left);
		else if (n == -1 && errno != EINTR)
			warn("recv");
		if (n == 0 || (n == -1 && errno != EINTR))
			return 1;
		if (n == -1)
			n = 0;
		fwrite(chunk, n, 1, stdout);
	}
	putchar('\n');
	if (fflush(stdout) == EOF) {
		warn("stdout");
		return 1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	int status, result;
	char *rest;

	if (argc != 4 || argv[3][0] < '0' || argv[3][0] > '9' ||
		strtoul(argv[3], &rest, 10) > 65535 || *rest != '\0' ||
		atoi(argv[3]) == 0) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int fd = reach(argv[1], argv[3]);
	pid_t child = fork();
	if (child == -1)
		err(1, "fork");
	if (child == 0)
		send_and_exit(fd, argv[2]);
	result = receive(fd, strlen(argv[2]));
	if (result != 0)
		shutdown(fd, SHUT_RDWR);
	close(fd);
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			err(1, "waitpid");
	return result != 0 || status != 0;
}
