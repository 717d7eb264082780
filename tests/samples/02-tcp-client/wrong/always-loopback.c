/*
 * misconception: expects its server on its own machine, whatever it
 *   is told
 * fails: not_an_address connects_to_dotted_quad ipv6_address
 *   second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only unknown_name
 * shows: The server argument is never looked at: it always calls
 *   127.0.0.1.
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

static int dial(const char *server, const char *port)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons(atoi(port)) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1)
		err(1, "socket");
	while (connect(fd, (struct sockaddr *)&name, sizeof name) == -1)
		if (errno != EINTR)
			err(1, "%s port %s", server, port);
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
	printf("Received: ");
	fwrite(reply, 1, length, stdout);
	printf("\n");
	free(reply);
	close(fd);
	if (fflush(stdout) == EOF)
		err(1, "stdout");
	return 0;
}
