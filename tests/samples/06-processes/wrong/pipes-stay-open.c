/*
 * misconception: keeps a pipe for each child and closes none
 * fails: lost_clients many_clients
 * shows: After each client one descriptor more is in use.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLACES 1000

static struct pollfd watch[2 + PLACES];
static int taken, places = 100;

static void forget(int i)
{
	watch[i] = watch[1 + taken];
	taken--;
}

static void echo(int fd)
{
	char d[5000];
	ssize_t n, m, i;

	while ((n = recv(fd, d, sizeof d, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, d + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
	_exit(0);
}

static void occupy(int fd, int door)
{
	int tube[2];
	pid_t pid;

	if (pipe2(tube, O_CLOEXEC) == -1) {
		perror("pipe");
		return;
	}
	pid = fork();
	if (pid == 0) {
		for (int i = 2; i < 2 + taken; i++)
			close(watch[i].fd);
		close(watch[0].fd);
		close(door);
		close(tube[0]);
		echo(fd);
	}
	close(tube[1]);
	if (pid == -1) {
		perror("fork");
		close(tube[0]);
		return;
	}
	watch[2 + taken++] = (struct pollfd){ tube[0], POLLIN, 0 };
}

static void let_in(int door)
{
	struct sockaddr_in who;
	socklen_t size = sizeof who;
	int fd = accept4(door, (struct sockaddr *)&who, &size, 0);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(who.sin_addr));
	fflush(stdout);
	occupy(fd, door);
	close(fd);
}

static int parse(const char *s, int most)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*s < '0' || *s > '9' || *end || n > most)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int door, port = 0, on = 1;
	sigset_t set;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		places = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (!port || !places) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	watch[0] = (struct pollfd){ signalfd(-1, &set, 0), POLLIN, 0 };
	door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(door, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(door, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	while (door != -1 || taken > 0) {
		watch[1] = (struct pollfd){ door, POLLIN, 0 };
		if (taken >= places || taken == PLACES)
			watch[1].fd = -1;
		if (poll(watch, 2 + taken, -1) == -1)
			continue;
		for (int i = 1 + taken; i > 1; i--)
			if (watch[i].revents)
				forget(i);
		if (watch[0].revents) {
			close(door);
			watch[0].fd = door = -1;
		} else if (watch[1].fd != -1 && watch[1].revents) {
			let_in(door);
		}
	}
	return 0;
}
