/* setvbuf makes stdout line-buffered once: no fflush is needed. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char digits[] = "0123456789";

static in_port_t port_from(char *const *argv)
{
	if (argv[0] && argv[1] && !argv[2]) {
		const char *text = argv[1] + strspn(argv[1], "0");
		size_t length = strspn(text, digits);
		long port = length < 6 ? strtol(text, NULL, 10) : 0;

		if (text[length] == '\0' && port > 0 && port < 65536)
			return htons((in_port_t)port);
	}
	fprintf(stderr, "USAGE: echoserver <port>\n");
	exit(1);
}

/* Calls the system call again while a signal interrupts it. */
#define RETRY(result, call)        \
	do                         \
		(result) = (call); \
	while ((result) == -1 && errno == EINTR)

static void serve(int fd)
{
	char data[6000];
	ssize_t n, m;

	for (;;) {
		RETRY(n, recv(fd, data, sizeof data, 0));
		if (n <= 0)
			break;
		for (ssize_t at = 0; at < n; at += m) {
			RETRY(m,
				write(fd, data + at, (size_t)(n - at)));
			if (m == -1)
				return;
		}
	}
}

int main(int argc, char *argv[])
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sockaddr_in name = { .sin_family = AF_INET };
	int listener, on = 1;

	(void)argc;
	name.sin_port = port_from(argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	sigaction(SIGPIPE, &ignore, NULL);
	if ((listener = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(EXIT_FAILURE, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		err(EXIT_FAILURE, "setsockopt");
	if (bind(listener, (struct sockaddr *)&name, sizeof name) == -1)
		err(EXIT_FAILURE, "bind");
	if (listen(listener, 2) == -1)
		err(EXIT_FAILURE, "listen");
	for (;;) {
		socklen_t size = sizeof name;
		int fd;

		RETRY(fd,
			accept(listener, (struct sockaddr *)&name,
				&size));
		if (fd == -1) {
			warn("accept");
			usleep(300000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(name.sin_addr));
		serve(fd);
		close(fd);
	}
}
