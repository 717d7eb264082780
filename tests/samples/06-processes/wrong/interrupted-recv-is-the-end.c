/*
 * misconception: expects that only waiting for a client is interrupted
 *   by signals
 * fails: interrupted_calls
 * shows: A child whose recv fails with EINTR takes its client for lost.
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

static volatile sig_atomic_t finished;

static void finish(int sig)
{
	(void)sig;
	finished = 1;
}

static void serve(int fd)
{
	char data[4096], *p;
	ssize_t n, m;

	while ((n = recv(fd, data, sizeof data, 0)) > 0) {
		for (p = data; n > 0; p += m, n -= m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m == -1) {
				perror("send");
				_exit(1);
			}
		}
	}
	if (n == -1)
		perror("recv");
	_exit(n == -1);
}

static long decimal(const char *s, long most)
{
	long n;
	char *end;

	if (strchr("0123456789", *s) == NULL || *s == '\0')
		return 0;
	errno = 0;
	n = strtol(s, &end, 10);
	if (errno || *end || n > most)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	long limit = 100, port = 0, n = 0;
	int s, fd, one = 1;

	switch (argc) {
	case 2:
		port = decimal(argv[1], 65535);
		break;
	case 4:
		if (strcmp(argv[1], "-c") != 0)
			break;
		limit = decimal(argv[2], 1000000);
		port = decimal(argv[3], 65535);
	}
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, finish);
	while (!finished) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			n--;
		if (n >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case 0:
			close(s);
			serve(fd);
			break;
		case -1:
			perror("fork");
			break;
		default:
			n++;
		}
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
