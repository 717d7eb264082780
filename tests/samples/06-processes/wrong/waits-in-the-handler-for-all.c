/*
 * misconception: waits in the handler until no child is left
 * fails: killed_alone limit_next limit_after_kill client_resets
 *   leaves_without_reading reset_in_the_queue no_descriptor_free
 * shows: After the first end, the server stands still as long as
 *   another client is inside.
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
#include <unistd.h>

static volatile sig_atomic_t children, ending;

static void on_child(int sig)
{
	int kept = errno;

	(void)sig;
	while (waitpid(-1, NULL, 0) > 0)
		children--;
	errno = kept;
}

static void on_term(int sig)
{
	(void)sig;
	ending = 1;
}

static void install(int sig, void (*handler)(int))
{
	struct sigaction sa = { .sa_handler = handler };

	sa.sa_flags = SA_RESTART | SA_NOCLDSTOP;
	sigaction(sig, &sa, NULL);
}

static void echo(int fd)
{
	char buf[4096];
	ssize_t n, m, i;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		for (i = 0; i < n; i += m) {
			m = send(fd, buf + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				return;
		}
	}
}

/* SIGCHLD has to wait until the child is counted. */
static void start(int fd, int listener)
{
	sigset_t set;
	pid_t pid;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	pid = fork();
	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		close(listener);
		echo(fd);
		_exit(0);
	}
	if (pid == -1)
		perror("fork");
	else
		children++;
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static int parse(const char *s, int most)
{
	int n = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '9' || n > most)
			return 0;
		n = n * 10 + *s - '0';
	}
	return n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int s, c, limit = 100, port = 0, on = 1;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	fcntl(s, F_SETFL, O_NONBLOCK);
	install(SIGCHLD, on_child);
	install(SIGTERM, on_term);
	while (!ending) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof sin;

		if (children >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&sin, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		start(c, s);
		close(c);
	}
	close(s);
	while (children > 0)
		poll(NULL, 0, 50);
	return 0;
}
