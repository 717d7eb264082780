/* listen with a backlog of 0: a queue that holds a single client. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char const *program;

static _Noreturn void quit(char const *message)
{
	if (errno != 0)
		perror(message);
	else
		fprintf(stderr, "%s\nUSAGE: %s <port>\n", message,
			program);
	exit(EXIT_FAILURE);
}

static in_port_t get_port(char const *text)
{
	long port = 0;

	errno = 0;
	while (*text >= '0' && *text <= '9' && port <= 65535)
		port = port * 10 + *text++ - '0';
	if (*text != '\0' || port == 0 || port > 65535)
		quit("the port has to be a number from 1 to 65535");
	return (in_port_t)port;
}

static int get_listener(in_port_t port)
{
	struct sockaddr_in me = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int const on = 1;
	int const fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1)
		quit("socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ==
		-1)
		quit("setsockopt");
	if (bind(fd, (struct sockaddr *)&me, sizeof me) == -1)
		quit("bind");
	if (listen(fd, 0) == -1)
		quit("listen");
	return fd;
}

static void mirror(int fd)
{
	char glass[64];
	ssize_t n;

	while ((n = read(fd, glass, sizeof glass)) > 0 ||
		(n == -1 && errno == EINTR)) {
		ssize_t shown = 0;

		while (shown < n) {
			ssize_t m = write(
				fd, glass + shown, (size_t)(n - shown));
			if (m == -1 && errno != EINTR)
				return;
			shown += m > 0 ? m : 0;
		}
	}
}

int main(int argc, char *argv[])
{
	program = argv[0];
	if (argc != 2)
		quit("one argument is needed");
	int const listener = get_listener(get_port(argv[1]));
	signal(SIGPIPE, SIG_IGN);
	for (;;) {
		struct sockaddr_in you;
		socklen_t length = sizeof you;
		int const fd = accept(
			listener, (struct sockaddr *)&you, &length);
		if (fd == -1) {
			usleep(5000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		mirror(fd);
		close(fd);
	}
}
