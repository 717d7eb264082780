/*
 * misconception: counts a client as connected when its first bytes come
 * fails: announces_client
 * shows: A client that waits for its greeting, or never says a word, is
 *   not announced.
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

static volatile sig_atomic_t term;

static void on_term(int sig)
{
	(void)sig;
	term = 1;
}

static ssize_t get(int fd, char *p, size_t size)
{
	ssize_t n;

	do
		n = recv(fd, p, size, 0);
	while (n == -1 && errno == EINTR);
	return n;
}

static int put(int fd, const char *p, ssize_t left)
{
	while (left > 0) {
		ssize_t n = send(fd, p, left, MSG_NOSIGNAL);

		if (n == -1 && errno != EINTR)
			return -1;
		if (n > 0) {
			p += n;
			left -= n;
		}
	}
	return 0;
}

/* The child announces its client; write keeps the line in one piece. */
static void child(int fd, struct in_addr address)
{
	char buf[4096], line[64];
	int length = snprintf(line, sizeof line,
		"Client connected: %s\n", inet_ntoa(address));
	ssize_t n = get(fd, buf, sizeof buf);

	if (write(STDOUT_FILENO, line, length) == -1)
		perror("stdout");
	while (n > 0 && put(fd, buf, n) == 0)
		n = get(fd, buf, sizeof buf);
	_exit(0);
}

static int parse(const char *s, int top)
{
	unsigned n;
	char c;

	if (*s < '0' || *s > '9' || sscanf(s, "%7u%c", &n, &c) != 1)
		return 0;
	return n > (unsigned)top ? 0 : (int)n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, fd, c, yes = 1, limit = 100, port = 0, n = 0;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = parse(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = parse(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_term);
	while (!term) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			n--;
		if (poll(&p, n < limit ? 1 : 0, 100) < 1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		pid_t pid = fork();
		if (pid == 0) {
			close(s);
			child(fd, a.sin_addr);
		}
		if (pid == -1)
			perror("fork");
		else
			n++;
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
