/*
 * cause: ends its children together with itself
 * shows: kill for each child at SIGTERM.
 * fails: term_serves term_exits
 *
 * cause: takes stdout for the place where a server tells what it does
 * shows: "Waiting for clients" stands above the clients.
 * fails: announced_once
 *
 * cause: collects its children only when the next client comes
 * shows: waitpid stands behind accept.
 * fails: no_zombie no_zombie_after_kill ends_together
 *   many_clients
 *
 * cause: expects that only waiting for a client is interrupted by
 *   signals
 * shows: recv and send are believed in the child.
 * fails: interrupted_calls
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

#define ROOM 5000

static pid_t children[ROOM];
static int n, limit = 100;
static volatile sig_atomic_t killed;

static void terminate(int sig)
{
	killed = sig;
}

static void forget(pid_t pid)
{
	int i;

	for (i = 0; i < n; i++)
		if (children[i] == pid)
			children[i] = children[--n];
}

static void wait_for(int flags)
{
	pid_t pid;

	while (n > 0 && (pid = waitpid(-1, NULL, flags)) > 0) {
		forget(pid);
		flags = WNOHANG;
	}
}

static void echo(int fd)
{
	char data[1400];
	ssize_t got, put;

	while ((got = recv(fd, data, sizeof data, 0)) > 0)
		for (char *p = data; got > 0; p += put, got -= put)
			if ((put = send(fd, p, got, MSG_NOSIGNAL)) < 0)
				_exit(1);
	_exit(0);
}

static void take(int s)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int c = accept(s, (struct sockaddr *)&a, &size);
	pid_t pid;

	wait_for(WNOHANG);
	if (c == -1) {
		if (errno == EMFILE || errno == ENFILE)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		close(s);
		echo(c);
	}
	if (pid == -1)
		perror("fork");
	else
		children[n++] = pid;
	close(c);
}

static int value(const char *s, int top)
{
	int v = 0;

	while (*s >= '0' && *s <= '9' && v <= top)
		v = v * 10 + *s++ - '0';
	return *s || v > top ? 0 : v;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, on = 1, port = 0, i;

	if (argc == 2)
		port = value(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = value(argv[2], 1000000);
		port = value(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	printf("Waiting for clients on port %d\n", port);
	fflush(stdout);
	signal(SIGTERM, terminate);
	while (!killed) {
		struct pollfd p = { s, POLLIN, 0 };

		if (n == limit || n == ROOM)
			wait_for(0);
		else if (poll(&p, 1, 100) > 0)
			take(s);
	}
	close(s);
	for (i = 0; i < n; i++)
		kill(children[i], SIGTERM);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
