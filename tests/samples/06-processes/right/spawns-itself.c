/*
 * Starts itself once more for each client, by posix_spawn, with the
 * connection as its standard input, as inetd does with other programs.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME_OF_CHILD "forkserver: one client"

extern char **environ;

static int child_main(void)
{
	char buf[4096];
	ssize_t n, m;

	for (;;) {
		n = recv(STDIN_FILENO, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0;
		for (char *p = buf; n > 0; n -= m, p += m) {
			m = send(STDIN_FILENO, p, (size_t)n,
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				return 1;
		}
	}
}

static bool spawn_for(int client)
{
	char *const args[] = { NAME_OF_CHILD, NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t none;
	pid_t pid;
	int e;

	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, client, 0);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	e = posix_spawn(
		&pid, "/proc/self/exe", &actions, &attr, args, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	if (e != 0)
		warnx("no process for a client: %s", strerror(e));
	return e == 0;
}

static int listener_for(in_port_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int on = 1,
	    fd = socket(AF_INET,
		    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd == -1 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1 ||
		bind(fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(fd, 128) == -1)
		err(EXIT_FAILURE, "port %d", port);
	return fd;
}

static int signals_as_file(void)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd == -1)
		err(EXIT_FAILURE, "signalfd");
	return fd;
}

static bool told_to_stop(int signals)
{
	struct signalfd_siginfo info[8];
	ssize_t n;
	bool yes = false;

	while ((n = read(signals, info, sizeof info)) > 0)
		for (size_t i = 0; i < (size_t)n / sizeof *info; i++)
			if (info[i].ssi_signo == SIGTERM)
				yes = true;
	return yes;
}

static int run(int listener, int signals, unsigned limit)
{
	unsigned clients = 0;
	int pause = -1;

	while (listener >= 0 || clients > 0) {
		struct pollfd p[2] = { { .fd = signals,
					       .events = POLLIN },
			{ .fd = listener, .events = POLLIN } };
		int n = poll(
			p, clients < limit && pause < 0 ? 2 : 1, pause);

		pause = -1;
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(EXIT_FAILURE, "poll");
		if (told_to_stop(signals) && listener >= 0) {
			close(listener);
			listener = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (listener < 0 || n == 0 || p[1].revents == 0)
			continue;
		struct sockaddr_in a;
		socklen_t size = sizeof a;
		int fd = accept4(listener, (struct sockaddr *)&a, &size,
			SOCK_CLOEXEC);
		if (fd >= 0) {
			printf("Client connected: %s\n",
				inet_ntoa(a.sin_addr));
			fflush(stdout);
			clients += spawn_for(fd);
			close(fd);
		} else if (errno == EMFILE || errno == ENFILE ||
			errno == ENOBUFS || errno == ENOMEM) {
			warn("accept");
			pause = 200;
		}
	}
	return EXIT_SUCCESS;
}

static unsigned natural(const char *text, unsigned top)
{
	unsigned n = 0;

	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		n = n * 10 + (unsigned)(*text - '0');
		if (n > top)
			return 0;
	}
	return n;
}

int main(int argc, char *argv[])
{
	unsigned limit = 100, port = 0;

	if (argc == 1 && strcmp(argv[0], NAME_OF_CHILD) == 0)
		return child_main();
	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = natural(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = natural(argv[argc - 1], 65535);
	if (limit == 0 || port == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	int signals = signals_as_file();
	return run(listener_for((in_port_t)port), signals, limit);
}
