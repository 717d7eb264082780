/*
 * misconception: serves its clients by threads of one process
 * fails: process_for_each killed_alone killed_child_is_seen
 *   nobody_keeps served_on_after_kill restart_meanwhile
 *   no_zombie_after_kill limit_after_kill fork_fails
 *   fork_fails_uncounted fork_fails_closed
 * shows: Whoever ends the process of one client ends all of them.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_int running;
static volatile sig_atomic_t end;

static void on_term(int sig)
{
	(void)sig;
	end = 1;
}

static void echo(int fd)
{
	char data[4096];

	for (;;) {
		ssize_t n = recv(fd, data, sizeof data, 0), m, i;

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			if (m == -1)
				m = 0;
		}
	}
}

static void *serve(void *arg)
{
	int fd = (int)(intptr_t)arg;

	echo(fd);
	close(fd);
	running--;
	return NULL;
}

static void start_thread(int fd)
{
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, 1 << 16);
	running++;
	if (pthread_create(
		    &thread, &attr, serve, (void *)(intptr_t)fd) != 0) {
		warnx("no thread for a client");
		running--;
		close(fd);
	}
	pthread_attr_destroy(&attr);
}

static int number(const char *s, int top)
{
	size_t len = strspn(s, "0123456789");

	return len > 0 && len < 8 && !s[len] && atoi(s) <= top ? atoi(s)
							       : 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, limit = 100, port = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = number(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = number(argv[argc - 1], 65535);
	if (!port || !limit) {
		fputs("USAGE: forkserver [-c <clients>] <port>\n",
			stderr);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 128) == -1)
		err(1, "listen");
	signal(SIGTERM, on_term);
	while (!end) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		if (running >= limit)
			p.fd = -1;
		if (poll(&p, 1, 50) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		start_thread(c);
	}
	close(s);
	while (running > 0)
		poll(NULL, 0, 20);
	return 0;
}
