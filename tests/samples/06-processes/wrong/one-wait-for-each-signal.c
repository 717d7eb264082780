/*
 * misconception: expects a signal for every child that ends
 * fails: ends_together limit_is_kept many_clients
 * shows: Of several that end at the same moment one is waited for.
 */
#define _GNU_SOURCE
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

struct daemon {
	int door, mail;
	long inside, most;
};

static void on_mail(struct daemon *d)
{
	struct signalfd_siginfo letter;

	while (read(d->mail, &letter, sizeof letter) > 0) {
		switch (letter.ssi_signo) {
		case SIGCHLD:
			if (waitpid(-1, NULL, WNOHANG) > 0)
				d->inside--;
			break;
		case SIGTERM:
			if (d->door != -1)
				close(d->door);
			d->door = -1;
			break;
		}
	}
}

static void echo(int fd)
{
	char text[2222];
	ssize_t n, out, m;

	while ((n = recv(fd, text, sizeof text, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			return;
		for (out = 0; out < n; out += m) {
			m = send(fd, text + out, n - out, MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			if (m == -1)
				m = 0;
		}
	}
}

static void on_knock(struct daemon *d)
{
	struct sockaddr_in guest;
	socklen_t size = sizeof guest;
	int fd = accept(d->door, (struct sockaddr *)&guest, &size);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(guest.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		close(d->door);
		close(d->mail);
		echo(fd);
		_exit(0);
	}
	if (pid == -1)
		warn("fork");
	d->inside += pid > 0;
	close(fd);
}

static long number(const char *s, long most)
{
	long n;
	char c;

	if (*s < '0' || *s > '9' || sscanf(s, "%8ld%c", &n, &c) != 1)
		return 0;
	return n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct daemon d = { .most = 100 };
	struct sockaddr_in a = { .sin_family = AF_INET };
	long port = 0;
	int on = 1;
	sigset_t set;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		d.most = number(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = number(argv[argc - 1], 65535);
	if (!port || !d.most) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	d.mail = signalfd(-1, &set, SFD_NONBLOCK);
	d.door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	a.sin_port = htons(port);
	setsockopt(d.door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(d.door, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(d.door, 128) == -1)
		err(1, "cannot open port %ld", port);
	while (d.door != -1 || d.inside > 0) {
		struct pollfd p[2] = { { d.mail, POLLIN, 0 },
			{ d.inside < d.most ? d.door : -1, POLLIN,
				0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		if (p[1].revents)
			on_knock(&d);
		if (p[0].revents)
			on_mail(&d);
	}
	return 0;
}
