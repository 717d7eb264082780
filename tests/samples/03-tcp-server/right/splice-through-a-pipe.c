/* splice moves the bytes through a pipe, never through memory. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHECK(call)                                   \
	do {                                          \
		if ((call) == -1) {                   \
			perror("echoserver: " #call); \
			exit(1);                      \
		}                                     \
	} while (0)

static ssize_t move(int from, int to, size_t most)
{
	ssize_t n;

	do
		n = splice(from, NULL, to, NULL, most, SPLICE_F_MOVE);
	while (n == -1 && errno == EINTR);
	return n;
}

/* The pipe is the client's own: what is stuck in it goes with it. */
static void echo(int client)
{
	int tube[2];
	ssize_t held;

	if (pipe2(tube, O_CLOEXEC) == -1) {
		perror("echoserver: pipe");
		return;
	}
	while ((held = move(client, tube[1], 65536)) > 0)
		while (held > 0) {
			ssize_t n = move(tube[0], client, (size_t)held);

			if (n <= 0)
				goto out;
			held -= n;
		}
out:
	close(tube[0]);
	close(tube[1]);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int listener, client, yes = 1;
	char *end = "?";
	long port = 0;

	if (argc == 2 && strspn(argv[1], "0123456789") > 0)
		port = strtol(argv[1], &end, 10);
	if (*end != '\0' || port < 1 || port > 0xffff) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	a.sin_port = htons((uint16_t)port);
	CHECK(listener = socket(AF_INET, SOCK_STREAM, 0));
	CHECK(setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes));
	CHECK(bind(listener, (struct sockaddr *)&a, sizeof a));
	CHECK(listen(listener, 5));
	for (;;) {
		socklen_t len = sizeof a;
		client = accept(listener, (struct sockaddr *)&a, &len);
		if (client == -1) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		echo(client);
		close(client);
	}
}
