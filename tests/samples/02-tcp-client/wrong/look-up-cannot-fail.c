/*
 * misconception: takes it for granted that every host is found
 * fails: not_an_address unknown_name
 * shows: For a host that is none it reads through the null pointer
 *   that the look-up returns.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(const char *server, const char *port)
{
	struct sockaddr_storage name = { 0 };
	struct sockaddr_in *in4 = (struct sockaddr_in *)&name;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&name;
	struct hostent *host;
	int families[] = { AF_INET, AF_INET6 };
	int reason = 0;

	for (int i = 0; i < 2; i++) {
		name.ss_family = families[i];
		if (i == 0 && strchr(server, ':') != NULL)
			continue;
		host = gethostbyname2(server, families[i]);
		for (char **a = host->h_addr_list; *a != NULL; a++) {
			int fd = socket(families[i], SOCK_STREAM, 0);
			if (fd == -1)
				err(1, "socket");
			if (i == 0) {
				in4->sin_port = htons(atoi(port));
				memcpy(&in4->sin_addr, *a, 4);
			} else {
				in6->sin6_port = htons(atoi(port));
				memcpy(&in6->sin6_addr, *a, 16);
			}
			int r;
			while ((r = connect(fd,
					(struct sockaddr *)&name,
					i == 0 ? sizeof *in4
					       : sizeof *in6)) == -1 &&
				errno == EINTR)
				;
			if (r == 0)
				return fd;
			reason = errno;
			close(fd);
		}
		if (i == 0 && gethostbyname2(server, AF_INET6) == NULL)
			break;
	}
	errno = reason;
	err(1, "%s port %s", server, port);
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
