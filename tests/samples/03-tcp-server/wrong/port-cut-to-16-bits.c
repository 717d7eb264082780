/*
 * misconception: looks for the range of a port after it is in 16 bits
 * fails: bad_ports
 * shows: 65543 passes as port 7, -1 as 65535.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Strict about what is in the text, or so it seems. */
static uint16_t parse_port(const char *text)
{
	char *end;
	uint16_t port = strtol(text, &end, 10);

	if (end == text || *end != '\0')
		return 0;
	return port;
}

static int open_listener(uint16_t port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int sock = socket(AF_INET, SOCK_STREAM, 0);
	int yes = 1;

	if (sock < 0)
		return -1;
	if (setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof(yes)) < 0 ||
		bind(sock, (struct sockaddr *)&sin, sizeof(sin)) < 0 ||
		listen(sock, 20) < 0) {
		int why = errno;
		close(sock);
		errno = why;
		return -1;
	}
	return sock;
}

static int echo_some(int sock)
{
	char buf[700];
	ssize_t n, m = 0, off;

	do
		n = recv(sock, buf, sizeof(buf), 0);
	while (n < 0 && errno == EINTR);
	for (off = 0; off < n; off += m) {
		m = send(sock, buf + off, n - off, MSG_NOSIGNAL);
		if (m < 0 && errno != EINTR)
			return 0;
		if (m < 0)
			m = 0;
	}
	return n > 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in peer;
	uint16_t port;
	int sock;

	if (argc != 2 || (port = parse_port(argv[1])) == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	if ((sock = open_listener(port)) < 0) {
		fprintf(stderr, "port %u: %s\n", port, strerror(errno));
		return EXIT_FAILURE;
	}
	for (;;) {
		socklen_t len = sizeof(peer);
		int conn = accept(sock, (struct sockaddr *)&peer, &len);

		if (conn < 0) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(200000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		while (echo_some(conn))
			;
		close(conn);
	}
}
