/*
 * misconception: has a limit of its own where none is given
 * fails: hundred_without
 * shows: Without -c the sixty-fifth client has to wait.
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

#define MAX_CHILDREN 64

static volatile sig_atomic_t sig_term_seen;
static pid_t *pids;
static int n_pids;

static void see_term(int sig)
{
	(void)sig;
	sig_term_seen = 1;
}

static void find_ended(void)
{
	for (int i = n_pids - 1; i >= 0; i--)
		if (waitpid(pids[i], NULL, WNOHANG) == pids[i])
			pids[i] = pids[--n_pids];
}

static void run_child(int fd)
{
	char data[4096];
	ssize_t n, k, m;

	while ((n = read(fd, data, sizeof data)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			_exit(1);
		for (k = 0; k < n; k += m) {
			m = write(fd, data + k, n - k);
			if (m < 0 && errno == EINTR)
				m = 0;
			if (m < 0)
				_exit(1);
		}
	}
	_exit(0);
}

static int get(const char *s, int most)
{
	char rest;
	int n;

	if (*s < '0' || *s > '9' || sscanf(s, "%8d%c", &n, &rest) != 1)
		return 0;
	return n <= most ? n : 0;
}

static int accept_one(int s)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
		return -1;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	return fd;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, fd, on = 1, limit = MAX_CHILDREN, port = 0;

	if (argc == 2)
		port = get(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = get(argv[2], 1000000);
		port = get(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	pids = calloc(limit, sizeof *pids);
	if (pids == NULL ||
		bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, see_term);
	for (; !sig_term_seen; find_ended()) {
		struct pollfd p = { s, POLLIN, 0 };

		if (n_pids == limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1 || (fd = accept_one(s)) == -1)
			continue;
		pid_t pid = fork();
		if (pid == 0) {
			close(s);
			run_child(fd);
		}
		if (pid == -1)
			perror("fork");
		else
			pids[n_pids++] = pid;
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	free(pids);
	return 0;
}
