/*
 * misconception: expects that an accept that failed works if it is
 *   called again at once
 * fails: no_descriptor_free
 * shows: While no descriptor is free it calls poll and accept a
 *   million times.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t last_call;

static void ring(int sig)
{
	last_call = sig;
}

static int send_bytes(int fd, const char *bytes, size_t count)
{
	while (count) {
		ssize_t n = send(fd, bytes, count, MSG_NOSIGNAL);

		if (n < 0) {
			if (errno == EINTR)
				continue;
			return 0;
		}
		bytes += n;
		count -= n;
	}
	return 1;
}

static void client(int fd)
{
	char bytes[1 << 12];
	ssize_t n;

	while (1) {
		n = recv(fd, bytes, sizeof bytes, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || !send_bytes(fd, bytes, n))
			break;
	}
	_exit(0);
}

static int value(const char *s, int most)
{
	int n = 0, i;

	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] < '0' || s[i] > '9' || i > 6)
			return 0;
		n = n * 10 + s[i] - '0';
	}
	return n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in where = { .sin_family = AF_INET };
	struct sockaddr_in who;
	int s, fd, yes = 1, limit = 100, port = 0, guests = 0;

	if (argc == 2)
		port = value(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = value(argv[2], 1000000);
		port = value(argv[3], 65535);
	}
	if (port == 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	where.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (s < 0 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(s, (struct sockaddr *)&where, sizeof where) < 0 ||
		listen(s, 100) < 0) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, ring);
	while (!last_call) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof who;
		pid_t pid;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			guests--;
		if (poll(&p, guests < limit, 100) <= 0)
			continue;
		fd = accept(s, (struct sockaddr *)&who, &size);
		if (fd < 0)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(who.sin_addr));
		fflush(stdout);
		if ((pid = fork()) == 0) {
			close(s);
			client(fd);
		}
		if (pid < 0)
			perror("fork");
		else
			guests++;
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
