/* Spare processes accept; who has a client lets go of the listener. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SPARES 8

static int listener, signals, news[2];
static sigset_t blocked, before;
static pid_t idle[SPARES];
static int idlers;
static long children, limit = 100;

/*
 * SIGTERM, which ends a spare, is let in while it waits, and not once
 * it may have a client.
 */
static int await_client(struct sockaddr_in *who)
{
	struct pollfd p = { listener, POLLIN, 0 };

	for (;;) {
		socklen_t size = sizeof *who;
		int fd;

		if (ppoll(&p, 1, NULL, &before) == -1)
			continue;
		fd = accept(listener, (struct sockaddr *)who, &size);
		if (fd != -1)
			return fd;
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
	}
}

static _Noreturn void spare(pid_t parent)
{
	struct sockaddr_in who;
	char text[INET_ADDRSTRLEN], data[2048];
	pid_t me = getpid();
	ssize_t n, m, i;
	int fd;

	/* Without the parent nobody may listen. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	signal(SIGPIPE, SIG_IGN);
	close(signals);
	close(news[0]);
	fd = await_client(&who);
	prctl(PR_SET_PDEATHSIG, 0);
	close(listener);
	inet_ntop(AF_INET, &who.sin_addr, text, sizeof text);
	printf("Client connected: %s\n", text);
	fflush(stdout);
	if (write(news[1], &me, sizeof me) == -1)
		warn("pipe");
	close(news[1]);
	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, (size_t)(n - i), 0);
			if (m == -1 && errno != EINTR)
				_exit(1);
			if (m == -1)
				m = 0;
		}
	}
	_exit(0);
}

static void no_longer_idle(pid_t pid)
{
	for (int i = 0; i < idlers; i++)
		if (idle[i] == pid) {
			idle[i] = idle[--idlers];
			return;
		}
}

/* Returns after how many milliseconds to try again, or -1. */
static int fill_up(void)
{
	while (idlers < SPARES && children < limit) {
		pid_t parent = getpid(), pid = fork();

		if (pid == 0)
			spare(parent);
		if (pid == -1) {
			warn("fork");
			return 100;
		}
		idle[idlers++] = pid;
		children++;
	}
	return -1;
}

static void read_news(void)
{
	pid_t pid;

	while (read(news[0], &pid, sizeof pid) == sizeof pid)
		no_longer_idle(pid);
	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		no_longer_idle(pid);
		children--;
	}
}

static int was_terminated(void)
{
	struct signalfd_siginfo s;
	int yes = 0;

	while (read(signals, &s, sizeof s) == sizeof s)
		yes = yes || s.ssi_signo == SIGTERM;
	return yes;
}

static void stop(void)
{
	close(listener);
	listener = -1;
	for (int i = 0; i < idlers; i++)
		kill(idle[i], SIGTERM);
}

static void prepare(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	signals = signalfd(-1, &blocked, SFD_NONBLOCK);
	if (signals == -1 || pipe2(news, O_NONBLOCK) == -1)
		err(1, "cannot prepare");
	a.sin_port = htons((unsigned short)port);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener < 0)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) < 0)
		err(1, "setsockopt");
	if (bind(listener, (struct sockaddr *)&a, sizeof a) < 0)
		err(1, "bind");
	if (listen(listener, 128) < 0)
		err(1, "listen");
}

static long parse(const char *text, long most)
{
	size_t digits = strspn(text, "0123456789");
	long n = digits < 9 ? atol(text) : 0;

	return digits == 0 || text[digits] || n > most ? 0 : n;
}

int main(int argc, char **argv)
{
	long port = 0;

	if (argc == 2)
		port = parse(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	prepare((int)port);
	while (listener != -1 || children > 0) {
		int again = listener == -1 ? -1 : fill_up();
		struct pollfd p[2] = { { signals, POLLIN, 0 },
			{ news[0], POLLIN, 0 } };

		poll(p, 2, again);
		read_news();
		if (was_terminated() && listener != -1)
			stop();
		read_news();
	}
	return 0;
}
