/*
 * misconception: takes ports for numbers that fit into a short
 * fails: high_ports
 * shows: Ports above 32767 are refused, although they are good.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static short port;

static int parse(char *argument)
{
	char *end;
	long value = strtol(argument, &end, 10);

	if (end == argument || *end != '\0')
		return -1;
	if (value < 0 || value > 65535)
		return -1;
	port = value;
	return port > 0 ? 0 : -1;
}

static int prepare(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	int on = 1, fd;

	here.sin_port = htons(port);
	here.sin_addr.s_addr = INADDR_ANY;
	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd == -1)
		return perror("socket"), -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		return perror("setsockopt"), -1;
	if (bind(fd, (struct sockaddr *)&here, sizeof here))
		return perror("bind"), -1;
	if (listen(fd, 10))
		return perror("listen"), -1;
	return fd;
}

static int pump(int fd)
{
	char octets[2222];
	ssize_t in, out, n;

	in = recv(fd, octets, sizeof octets, 0);
	if (in <= 0)
		return in == -1 && errno == EINTR;
	for (out = 0; out < in;) {
		n = send(fd, octets + out, in - out, MSG_NOSIGNAL);
		if (n != -1)
			out += n;
		else if (errno != EINTR)
			return 0;
	}
	return 1;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in there;
	int listener, fd;

	if (argc != 2 || parse(argv[1]) == -1) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	listener = prepare();
	if (listener == -1)
		return 1;
	while (1) {
		socklen_t size = sizeof there;
		fd = accept(listener, (struct sockaddr *)&there, &size);
		if (fd == -1) {
			poll(NULL, 0, 10);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(there.sin_addr));
		fflush(stdout);
		while (pump(fd))
			continue;
		close(fd);
	}
}
