/* The listener signals, too, and sigsuspend is all the waiting. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t told_to_end;
static sigset_t quiet; /* the mask of the time before */

static void note(int number)
{
	if (number == SIGTERM)
		told_to_end = 1;
}

static void catch_signals(void)
{
	static const int caught[] = { SIGIO, SIGCHLD, SIGTERM,
		SIGALRM };
	struct sigaction action = { .sa_handler = note };
	sigset_t set;

	sigemptyset(&set);
	for (int i = 0; i < 4; i++) {
		sigaddset(&set, caught[i]);
		sigaction(caught[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &set, &quiet);
	for (int i = 0; i < 4; i++)
		sigdelset(&quiet, caught[i]);
}

static int open_listener(int port)
{
	struct sockaddr_in me = { .sin_family = AF_INET };
	int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1)
		err(1, "socket");
	me.sin_port = htons((in_port_t)port);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(fd, (struct sockaddr *)&me, sizeof me))
		err(1, "bind");
	if (fcntl(fd, F_SETOWN, getpid()) == -1 ||
		fcntl(fd, F_SETFL, O_ASYNC | O_NONBLOCK) == -1)
		err(1, "fcntl");
	if (listen(fd, 128))
		err(1, "listen");
	return fd;
}

static int reflect(int fd)
{
	char light[6000];
	ssize_t in, out, sum;

	do
		in = recv(fd, light, sizeof light, 0);
	while (in == -1 && errno == EINTR);
	if (in <= 0)
		return 0;
	for (sum = 0; sum < in; sum += out) {
		do
			out = send(fd, light + sum, (size_t)(in - sum),
				MSG_NOSIGNAL);
		while (out == -1 && errno == EINTR);
		if (out == -1)
			return 0;
	}
	return 1;
}

static int give_to_child(int fd, int listener)
{
	struct sigaction standard = { .sa_handler = SIG_DFL };
	pid_t pid = fork();

	if (pid == -1)
		warn("fork");
	if (pid != 0) {
		close(fd);
		return pid != -1;
	}
	close(listener);
	sigaction(SIGTERM, &standard, NULL);
	sigprocmask(SIG_SETMASK, &quiet, NULL);
	while (reflect(fd))
		continue;
	_exit(0);
}

/* Takes clients as long as there are some and there is room. */
static void take(int listener, int *clients, int limit)
{
	struct itimerval soon = { { 0, 0 }, { 0, 100000 } };

	while (*clients < limit) {
		struct sockaddr_in a;
		socklen_t size = sizeof a;
		int fd = accept(listener, (struct sockaddr *)&a, &size);

		if (fd == -1 && errno == EAGAIN)
			return;
		if (fd == -1 &&
			(errno == EINTR || errno == ECONNABORTED))
			continue;
		if (fd == -1) {
			setitimer(ITIMER_REAL, &soon, NULL);
			return;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		*clients += give_to_child(fd, listener);
	}
}

static int decimal(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	if (n < 1 || n > 7 || s[n] || atoi(s) > most)
		return 0;
	return atoi(s);
}

int main(int argc, char **argv)
{
	int limit = 100, port = 0, clients = 0, listener;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = decimal(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = decimal(argv[argc - 1], 65535);
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	catch_signals();
	listener = open_listener(port);
	for (;;) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			clients--;
		if (told_to_end && listener != -1) {
			close(listener);
			listener = -1;
		}
		if (listener != -1)
			take(listener, &clients, limit);
		else if (clients == 0)
			return 0;
		sigsuspend(&quiet);
	}
}
