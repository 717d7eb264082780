/*
 * misconception: looks at its first argument only
 * fails: usage_with_two_ports
 * shows: With two ports it starts and serves the first one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool all_digits(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

static bool send_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0) {
			if (errno == EINTR)
				continue;
			return false;
		}
		data += n;
		len -= n;
	}
	return true;
}

static void talk(int fd)
{
	char data[4096];

	for (;;) {
		ssize_t n = recv(fd, data, sizeof data, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || !send_all(fd, data, n))
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	if (argc < 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	long port = all_digits(argv[1]) ? strtol(argv[1], NULL, 10) : 0;
	if (port < 1 || port > 65535) {
		fprintf(stderr, "%s: a port is from 1 to 65535\n",
			argv[1]);
		return 1;
	}

	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int yes = 1;
	struct sockaddr_in me = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	if (fd < 0 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(fd, (struct sockaddr *)&me, sizeof me) < 0 ||
		listen(fd, 10) < 0) {
		fprintf(stderr, "port %ld: %s\n", port,
			strerror(errno));
		return 1;
	}
	while (true) {
		struct sockaddr_in you;
		socklen_t size = sizeof you;
		int client = accept(fd, (struct sockaddr *)&you, &size);

		if (client < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				sleep(1);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(you.sin_addr));
		fflush(stdout);
		talk(client);
	}
}
