/*
 * misconception: takes a reply that differs from the word for a
 *   failure
 * fails: reply_is_the_peers zero_bytes bytes_like_an_end
 *   reply_is_no_format
 * shows: When the server replies other bytes, it complains and exits
 *   with status 1.
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(const char *server, const char *port)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *a;
	int fd = -1;

	int code = getaddrinfo(server, port, &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", server, gai_strerror(code));
	for (a = list; a != NULL; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd == -1)
			err(1, "socket");
		while (connect(fd, a->ai_addr, a->ai_addrlen) == -1) {
			if (errno == EINTR)
				continue;
			if (a->ai_next == NULL)
				err(1, "%s port %s", server, port);
			close(fd);
			fd = -1;
			break;
		}
		if (fd != -1)
			break;
	}
	freeaddrinfo(list);
	return fd;
}
static void give(int fd, const char *word, size_t length)
{
	while (length > 0) {
		ssize_t n = send(fd, word, length, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "send");
		word += n;
		length -= (size_t)n;
	}
}
static char *take(int fd, size_t length)
{
	char *reply = malloc(length + 1);
	size_t done = 0;

	if (reply == NULL)
		err(1, "malloc");
	while (done < length) {
		ssize_t n = recv(fd, reply + done, length - done, 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "recv");
		if (n == 0)
			errx(1,
				"the server closed after %zu of %zu "
				"bytes",
				done, length);
		done += (size_t)n;
	}
	return reply;
}
int main(int argc, char *argv[])
{
	char *end;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	long port = strtol(argv[3], &end, 10);
	if (end == argv[3] || *end != '\0' || port < 1 || port > 65535)
		errx(1, "%s: not a port", argv[3]);
	int fd = dial(argv[1], argv[3]);
	size_t length = strlen(argv[2]);
	give(fd, argv[2], length);
	char *reply = take(fd, length);
	if (memcmp(reply, argv[2], length) != 0)
		errx(1, "this is not what was sent");
	printf("Received: ");
	fwrite(reply, 1, length, stdout);
	printf("\n");
	free(reply);
	close(fd);
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
