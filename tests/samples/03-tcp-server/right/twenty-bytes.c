/* A buffer of twenty bytes, the size of a word. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct word {
	char letters[20];
	ssize_t length;
};

/* Result: 1, or 0 when nothing more can come, or cannot leave. */
static int get(int fd, struct word *word)
{
	do
		word->length = recv(
			fd, word->letters, sizeof word->letters, 0);
	while (word->length < 0 && errno == EINTR);
	return word->length > 0;
}

static int put(int fd, const struct word *word)
{
	ssize_t done = 0;

	while (done < word->length) {
		ssize_t n = send(fd, word->letters + done,
			(size_t)(word->length - done), MSG_NOSIGNAL);
		if (n > 0)
			done += n;
		else if (errno != EINTR)
			return 0;
	}
	return 1;
}

static int fail(const char *call)
{
	perror(call);
	return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in name = { 0 };
	int on = 1;
	int port = 0;
	struct word word;

	for (int i = 0; argc == 2 && argv[1][i] != '\0'; i++) {
		if (argv[1][i] < '0' || argv[1][i] > '9' || i > 4) {
			port = 0;
			break;
		}
		port = port * 10 + argv[1][i] - '0';
	}
	if (port < 1 || port > 65535) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}

	int ear = socket(AF_INET, SOCK_STREAM, 0);
	if (ear < 0)
		return fail("socket");
	if (setsockopt(ear, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		return fail("setsockopt");
	name.sin_family = AF_INET;
	name.sin_port = htons((in_port_t)port);
	if (bind(ear, (struct sockaddr *)&name, sizeof name) != 0)
		return fail("bind");
	if (listen(ear, 16) != 0)
		return fail("listen");

	while (1) {
		socklen_t size = sizeof name;
		int mouth =
			accept(ear, (struct sockaddr *)&name, &size);
		if (mouth < 0) {
			if (errno == EMFILE || errno == ENFILE ||
				errno == ENOMEM || errno == ENOBUFS)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		fflush(stdout);
		while (get(mouth, &word) && put(mouth, &word))
			;
		close(mouth);
	}
}
