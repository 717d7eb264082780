/*
 * misconception: collects its children only when the next client comes
 * fails: no_zombie no_zombie_after_kill ends_together many_clients
 * shows: waitpid stands behind accept: until then a zombie stays.
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
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int busy;

static void child(int fd)
{
	char d[4096], *p;
	ssize_t n, m;

	for (;;) {
		n = recv(fd, d, sizeof d, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (p = d; n > 0; p += m, n -= m) {
			m = send(fd, p, n, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
}

static int get_client(int s, struct sockaddr_in *a)
{
	socklen_t size = sizeof *a;
	int c = accept(s, (struct sockaddr *)a, &size);

	if (c == -1 && errno != EAGAIN && errno != EINTR &&
		errno != ECONNABORTED)
		poll(NULL, 0, 100);
	while (busy > 0 && waitpid(-1, NULL, WNOHANG) > 0)
		busy--;
	return c;
}

static void make_room(int limit)
{
	while (busy >= limit)
		if (wait(NULL) > 0)
			busy--;
}

static int number(const char *s, int max)
{
	long n = 0;

	while (*s >= '0' && *s <= '9' && n <= max)
		n = n * 10 + (*s++ - '0');
	return *s || n > max ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, sig, yes = 1, limit = 100, port = 0;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = number(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sig = signalfd(-1, &set, 0);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 100))
		err(1, "port %d", port);
	for (;;) {
		struct pollfd p[2] = { { sig, POLLIN, 0 },
			{ s, POLLIN, 0 } };

		make_room(limit);
		if (poll(p, 2, -1) == -1)
			continue;
		if (p[0].revents)
			break;
		c = get_client(s, &a);
		if (c == -1)
			continue;
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(s);
			close(sig);
			child(c);
		}
		if (pid == -1)
			warn("fork");
		else
			busy++;
		close(c);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
