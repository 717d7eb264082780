/*
 * misconception: looks for room once a second
 * fails: limit_next limit_after_kill
 * shows: A place is free at once, and the next client waits for up to a
 *   second.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t places, stopped;

static void free_places(int sig)
{
	int e = errno;

	(void)sig;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		places++;
	errno = e;
}

static void stop(int sig)
{
	(void)sig;
	stopped = 1;
}

/* A whole second, whatever signals come. */
static void sleep_a_second(void)
{
	struct timespec t = { 1, 0 };

	while (!stopped && nanosleep(&t, &t) == -1)
		continue;
}

static void block(int how)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(how, &set, NULL);
}

static void talk(int fd)
{
	char buf[4096];
	ssize_t n, m, i;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (i = 0; i < n; i += m) {
			m = send(fd, buf + i, n - i, MSG_NOSIGNAL);
			if (m < 0 && errno != EINTR)
				_exit(0);
			if (m < 0)
				m = 0;
		}
	}
}

static void start(int s, int fd)
{
	block(SIG_BLOCK);
	switch (fork()) {
	case -1:
		perror("fork");
		break;
	case 0:
		signal(SIGTERM, SIG_DFL);
		close(s);
		talk(fd);
		break;
	default:
		places--;
	}
	block(SIG_UNBLOCK);
	close(fd);
}

static int parse(const char *s, int max)
{
	int n = 0;

	while (*s >= '0' && *s <= '9' && n <= max)
		n = n * 10 + *s++ - '0';
	return *s || n > max ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct sigaction sa = { .sa_flags = SA_RESTART };
	int s, fd, on = 1, port = 0, limit = 100;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = parse(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = parse(argv[argc - 1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	places = limit;
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1 ||
		fcntl(s, F_SETFL, O_NONBLOCK) == -1) {
		perror("forkserver");
		return 1;
	}
	sa.sa_handler = free_places;
	sigaction(SIGCHLD, &sa, NULL);
	sa.sa_handler = stop;
	sigaction(SIGTERM, &sa, NULL);
	while (!stopped) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		if (places <= 0) {
			sleep_a_second();
			continue;
		}
		if (poll(&p, 1, 200) < 1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		start(s, fd);
	}
	close(s);
	while (places < limit)
		poll(NULL, 0, 50);
	return 0;
}
