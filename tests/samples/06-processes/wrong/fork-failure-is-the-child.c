/*
 * misconception: takes a fork that failed for the child
 * fails: fork_fails fork_fails_uncounted fork_fails_closed
 * shows: The server itself closes the listening socket, serves one
 *   client and ends.
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

#define MAX_PORT 65535
#define MAX_CLIENTS 1000000

static volatile sig_atomic_t down;

static void go_down(int sig)
{
	(void)sig;
	down = 1;
}

static int natural(const char *s, int max)
{
	char tail;
	unsigned n;

	if (*s < '0' || *s > '9' || sscanf(s, "%8u%c", &n, &tail) != 1)
		return 0;
	return n <= (unsigned)max ? (int)n : 0;
}

static void serve_client(int fd)
{
	char data[3000];
	ssize_t len, i, n;

	while ((len = recv(fd, data, sizeof data, 0)) != 0) {
		if (len == -1 && errno == EINTR)
			continue;
		if (len == -1)
			break;
		for (i = 0; i < len; i += n) {
			n = send(fd, data + i, len - i, MSG_NOSIGNAL);
			if (n == -1 && errno == EINTR)
				n = 0;
			if (n == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static int tcp_server(int port)
{
	struct sockaddr_in sin;
	int on = 1, sd;

	if ((sd = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		return -1;
	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	setsockopt(sd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(sd, (struct sockaddr *)&sin, sizeof sin) == -1)
		return -1;
	return listen(sd, 100) == -1 ? -1 : sd;
}

int main(int argc, char *argv[])
{
	int limit = 100, port = 0, sd, fd, children = 0;
	struct sockaddr_in peer;
	pid_t pid;

	if (argc == 2)
		port = natural(argv[1], MAX_PORT);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = natural(argv[2], MAX_CLIENTS);
		port = natural(argv[3], MAX_PORT);
	}
	if (port == 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	if ((sd = tcp_server(port)) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, go_down);
	while (!down) {
		struct pollfd pfd = { sd, POLLIN, 0 };
		socklen_t size = sizeof peer;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			--children;
		if (children >= limit)
			pfd.events = 0;
		if (poll(&pfd, 1, 100) <= 0)
			continue;
		fd = accept(sd, (struct sockaddr *)&peer, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid > 0) {
			++children;
			close(fd);
		} else {
			close(sd);
			serve_client(fd);
		}
	}
	close(sd);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
