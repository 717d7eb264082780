/* Plain read and write on the socket, with SIGPIPE ignored. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "echoserver: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint16_t port_of(const char *text)
{
	char *end;
	long port;

	if (*text < '0' || *text > '9')
		return 0;
	port = strtol(text, &end, 10);
	return *end == '\0' && port <= 65535 ? (uint16_t)port : 0;
}

static int write_fully(int fd, const char *p, size_t left)
{
	while (left > 0) {
		ssize_t n = write(fd, p, left);

		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			p += n;
			left -= (size_t)n;
		}
	}
	return 0;
}

static void echo(int fd)
{
	char buf[8192];
	ssize_t n;

	for (;;) {
		n = read(fd, buf, sizeof(buf));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || write_fully(fd, buf, (size_t)n) < 0)
			return;
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in sin;
	int s, yes = 1;
	uint16_t port = argc == 2 ? port_of(argv[1]) : 0;

	if (port == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0)
		die("socket");
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)))
		die("setsockopt");
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = htonl(INADDR_ANY);
	sin.sin_port = htons(port);
	if (bind(s, (struct sockaddr *)&sin, sizeof(sin)) < 0)
		die("bind");
	if (listen(s, 10) < 0)
		die("listen");
	for (;;) {
		socklen_t len = sizeof(sin);
		int fd = accept(s, (struct sockaddr *)&sin, &len);

		if (fd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				sleep(1);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		echo(fd);
		close(fd);
	}
}
