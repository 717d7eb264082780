/*
 * misconception: announces a client that still has to wait
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 * shows: It accepts and prints, and only then waits for a child to end.
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

static volatile sig_atomic_t sigterm;
static int children;

static void note_sigterm(int n)
{
	sigterm = n;
}

static void bury_the_dead(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		children--;
}

static int parse(const char *s, int highest)
{
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	if (*s < '0' || *s > '9' || *end || n > (unsigned)highest)
		return 0;
	return n;
}

static void echo(int fd)
{
	char echoed[4096];

	for (;;) {
		ssize_t k, n = recv(fd, echoed, sizeof echoed, 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (ssize_t i = 0; i < n; i += k) {
			k = send(fd, echoed + i, n - i, MSG_NOSIGNAL);
			if (k == -1 && errno == EINTR)
				k = 0;
			if (k == -1)
				_exit(1);
		}
	}
}

static void serve(int fd, int listener)
{
	pid_t pid = fork();

	if (pid == 0) {
		close(listener);
		echo(fd);
	}
	if (pid == -1)
		warn("fork");
	else
		children++;
	close(fd);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct pollfd p = { .events = POLLIN };
	int c, limit = 100, port = 0, on = 1;

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
	p.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(p.fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(p.fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(p.fd, 128) == -1)
		err(1, "port %d", port);
	signal(SIGTERM, note_sigterm);
	for (; !sigterm; bury_the_dead()) {
		socklen_t size = sizeof a;

		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(p.fd, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		for (bury_the_dead(); children >= limit;
			bury_the_dead())
			poll(NULL, 0, 20);
		serve(c, p.fd);
	}
	close(p.fd);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
