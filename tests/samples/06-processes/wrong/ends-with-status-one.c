/*
 * misconception: takes SIGTERM for a failure
 * fails: term_exits term_with_nobody
 * shows: It serves its clients to their end, and exits with 143.
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

static volatile sig_atomic_t caught;

static void catch_it(int sig)
{
	caught = sig;
}

static int send_it_back(int fd, const char *it, int size)
{
	int n, back = 0;

	while (back < size) {
		n = send(fd, it + back, size - back, MSG_NOSIGNAL);
		if (n > 0)
			back += n;
		else if (errno != EINTR)
			return 0;
	}
	return 1;
}

static void child(int fd)
{
	char it[2047];
	int n;

	do {
		n = recv(fd, it, sizeof it, 0);
		if (n == -1 && errno == EINTR)
			n = 1;
		else if (n > 0 && !send_it_back(fd, it, n))
			n = 0;
	} while (n > 0);
	_exit(0);
}

static int count(const char *s, int most)
{
	char *end;
	unsigned long n;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtoul(s, &end, 10);
	return *end == '\0' && n <= (unsigned long)most ? (int)n : 0;
}

static int tcp_listen(int port)
{
	struct sockaddr_in a;
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd == -1)
		return -1;
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		return -1;
	if (bind(fd, (struct sockaddr *)&a, sizeof a))
		return -1;
	return listen(fd, 128) ? -1 : fd;
}

int main(int argc, char *argv[])
{
	int listener, fd, limit = 100, port = 0, alive = 0;
	struct sockaddr_in a;
	socklen_t size;

	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = count(argv[2], 1000000);
		port = count(argv[3], 65535);
	} else if (argc == 2) {
		port = count(argv[1], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	listener = tcp_listen(port);
	if (listener == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, catch_it);
	while (!caught) {
		struct pollfd p = { listener, POLLIN, 0 };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			alive--;
		if (poll(&p, alive < limit, 75) < 1)
			continue;
		size = sizeof a;
		fd = accept(listener, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case -1:
			perror("fork");
			break;
		case 0:
			close(listener);
			child(fd);
			break;
		default:
			alive++;
		}
		close(fd);
	}
	close(listener);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	fprintf(stderr, "ended by signal %d\n", (int)caught);
	return 128 + caught;
}
