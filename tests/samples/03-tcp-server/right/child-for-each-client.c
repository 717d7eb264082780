/* A child for each client, waited for before the next accept. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int digits(const char *s)
{
	int n = 0;

	while (s[n] >= '0' && s[n] <= '9')
		n++;
	return s[n] == '\0' ? n : 0;
}

/* Runs in the child; its end closes the connection. */
static _Noreturn void echo(int fd)
{
	char buffer[5000];

	for (;;) {
		ssize_t got = recv(fd, buffer, sizeof(buffer), 0);

		if (got == 0)
			_exit(0);
		if (got < 0 && errno != EINTR)
			_exit(1);
		for (char *p = buffer; got > 0;) {
			ssize_t n =
				send(fd, p, (size_t)got, MSG_NOSIGNAL);

			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0)
				_exit(1);
			p += n;
			got -= n;
		}
	}
}

static void serve(int listener, int fd)
{
	pid_t child = fork();

	if (child == 0) {
		close(listener);
		echo(fd);
	}
	close(fd);
	if (child == -1)
		warn("fork");
	else
		while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
			continue;
}

int main(int argc, char **argv)
{
	struct sockaddr_in local = { .sin_family = AF_INET };
	struct sockaddr_in remote;
	int fd, listener, on = 1, port = 0;

	if (argc == 2 && digits(argv[1]) >= 1 && digits(argv[1]) <= 5)
		port = atoi(argv[1]);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	local.sin_port = htons((unsigned short)port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof(on)) < 0)
		err(1, "SO_REUSEADDR");
	if (bind(listener, (struct sockaddr *)&local, sizeof(local)) <
		0)
		err(1, "bind");
	if (listen(listener, 50) < 0)
		err(1, "listen");
	for (;;) {
		socklen_t len = sizeof(remote);

		fd = accept(listener, (struct sockaddr *)&remote, &len);
		if (fd >= 0) {
			printf("Client connected: %s\n",
				inet_ntoa(remote.sin_addr));
			fflush(stdout);
			serve(listener, fd);
		} else if (errno != EINTR) {
			warn("accept");
			usleep(200000);
		}
	}
}
