/*
 * misconception: lets one more in than the limit says
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 * shows: "While there are not more than the limit" is one too many.
 */
#include <arpa/inet.h>
#include <err.h>
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

static volatile sig_atomic_t goodbye;

static void on_term(int sig)
{
	goodbye = sig;
}

static long to_long(const char *s, long top)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n < 9 && s[n] == '\0' && atol(s) <= top
		? atol(s)
		: 0;
}

static void mirror(int fd)
{
	unsigned char image[4096];
	ssize_t n, sent, k;

	while ((n = recv(fd, image, sizeof image, 0)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			err(1, "recv");
		sent = 0;
		while (sent < n) {
			k = send(fd, image + sent, n - sent,
				MSG_NOSIGNAL);
			if (k < 0 && errno != EINTR)
				err(1, "send");
			sent += k < 0 ? 0 : k;
		}
	}
}

static int accept_and_announce(int s)
{
	struct sockaddr_in peer;
	socklen_t len = sizeof peer;
	char text[INET_ADDRSTRLEN];
	int fd = accept(s, (struct sockaddr *)&peer, &len);

	if (fd == -1) {
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
		return -1;
	}
	inet_ntop(AF_INET, &peer.sin_addr, text, sizeof text);
	printf("Client connected: %s\n", text);
	fflush(stdout);
	return fd;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	long limit = 100, port = 0, inside = 0;
	int s, fd, on = 1;

	if (argc == 2)
		port = to_long(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = to_long(argv[2], 1000000);
		port = to_long(argv[3], 65535);
	}
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 100) == -1)
		err(1, "listen");
	signal(SIGTERM, on_term);
	while (!goodbye) {
		struct pollfd p = { s, POLLIN, 0 };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			inside--;
		if (inside > limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		fd = accept_and_announce(s);
		if (fd == -1)
			continue;
		switch (fork()) {
		case 0:
			close(s);
			mirror(fd);
			_exit(0);
		case -1:
			warn("fork");
			break;
		default:
			inside++;
		}
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
