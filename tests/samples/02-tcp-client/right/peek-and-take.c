/* Peeks until a lot of bytes is there, and only then takes them. */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void check_port(const char *text)
{
	char *rest;
	unsigned long n = strtoul(text, &rest, 10);

	if (rest == text || *rest || n < 1 || n > 65535 || *text == '-')
		errx(1, "port \"%s\" is not from 1 to 65535", text);
}

static int call_server(struct addrinfo *list)
{
	int fd = -1;

	while (list != NULL) {
		fd = socket(list->ai_family, list->ai_socktype,
			list->ai_protocol);
		if (fd == -1)
			return -1;
		int r;
		while ((r = connect(fd, list->ai_addr,
				list->ai_addrlen)) == -1 &&
			errno == EINTR)
			;
		if (r == 0 || errno == EISCONN)
			break;
		int keep = errno;
		close(fd);
		errno = keep;
		fd = -1;
		list = list->ai_next;
	}
	return fd;
}

/* All n bytes, or nothing: the server has ended. */
static ssize_t look(int fd, char *lot, size_t n, int flags)
{
	ssize_t r;

	do
		r = recv(fd, lot, n, flags | MSG_WAITALL);
	while (r == -1 && errno == EINTR);
	if (r == -1)
		err(1, "recv");
	return r;
}

int main(int argc, char *argv[])
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char lot[1024];
	size_t left, n;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		exit(1);
	}
	check_port(argv[3]);
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	int fd = call_server(list);
	if (fd == -1)
		err(1, "%s port %s", argv[1], argv[3]);
	freeaddrinfo(list);

	const char *word = argv[2];
	for (left = strlen(word); left > 0;) {
		ssize_t s = send(fd, word, left, MSG_NOSIGNAL);
		if (s == -1 && errno != EINTR)
			err(1, "send");
		if (s > 0) {
			word += s;
			left -= (size_t)s;
		}
	}

	printf("Received: ");
	for (left = strlen(argv[2]); left > 0; left -= n) {
		n = left < sizeof lot ? left : sizeof lot;
		ssize_t seen = look(fd, lot, n, MSG_PEEK);
		if (seen == 0)
			errx(1, "the server closed too early");
		n = (size_t)look(fd, lot, (size_t)seen, 0);
		fwrite(lot, 1, n, stdout);
	}
	putchar('\n');
	close(fd);
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
