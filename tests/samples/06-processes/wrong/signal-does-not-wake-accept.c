/*
 * misconception: expects a handler set by signal to wake accept
 * fails: term_refuses term_exits term_with_nobody
 * shows: accept is resumed after the handler, and the flag is seen when
 *   the next client has come.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t done;
static sem_t places;

static void on_child(int sig)
{
	int e = errno;

	(void)sig;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		sem_post(&places);
	errno = e;
}

static void on_term(int sig)
{
	(void)sig;
	done = 1;
}

static void child(int listener, int fd)
{
	char buffer[4096];
	ssize_t n, m, i;

	close(listener);
	signal(SIGTERM, SIG_DFL);
	while ((n = recv(fd, buffer, sizeof buffer, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, buffer + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static int parse(const char *s, int max)
{
	int n = 0;

	while (*s >= '0' && *s <= '9' && n <= max)
		n = n * 10 + *s++ - '0';
	return *s != '\0' || n > max ? 0 : n;
}

static int start_listening(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, on = 1;

	a.sin_port = htons(port);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "bind");
	if (listen(s, 128) == -1)
		err(1, "listen");
	return s;
}

int main(int argc, char *argv[])
{
	int s, fd, limit = 100, port = 0;
	struct sockaddr_in a;
	pid_t pid;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sem_init(&places, 0, limit);
	signal(SIGCHLD, on_child);
	signal(SIGTERM, on_term);
	s = start_listening(port);
	while (!done) {
		socklen_t size = sizeof a;

		while (sem_wait(&places) == -1)
			continue;
		fd = accept(s, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			sem_post(&places);
			if (errno != EINTR && errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0)
			child(s, fd);
		if (pid == -1) {
			warn("fork");
			sem_post(&places);
		}
		close(fd);
	}
	close(s);
	signal(SIGCHLD, SIG_DFL);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	return 0;
}
