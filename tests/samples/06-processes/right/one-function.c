/* All of it in main, with goto, dprintf and a signalfd. */
#define _GNU_SOURCE
#include <arpa/inet.h>
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

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct signalfd_siginfo info;
	struct pollfd p[2];
	socklen_t len;
	sigset_t set;
	char buf[500], *end = argv[0];
	ssize_t n, m, done;
	long limit = 100, port = 0, busy = 0;
	int s, c, rest = -1, one = 1;

	if (argc == 4 && !strcmp(argv[1], "-c") && argv[2][0] > '/' &&
		argv[2][0] < ':') {
		limit = strtol(argv[2], &end, 10);
		if (*end || limit < 1 || limit > 1000000)
			goto usage;
		argv[1] = argv[3];
	} else if (argc != 2) {
		goto usage;
	}
	if (argv[1][0] < '0' || argv[1][0] > '9')
		goto usage;
	port = strtol(argv[1], &end, 10);
	if (*end || port < 1 || port > 65535)
		goto usage;
	a.sin_port = htons((in_port_t)port);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		goto fail;
	p[0].fd = signalfd(-1, &set, SFD_NONBLOCK);
	p[0].events = p[1].events = POLLIN;
	if (p[0].fd == -1)
		goto fail;
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (s == -1)
		goto fail;
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one))
		goto fail;
	if (bind(s, (struct sockaddr *)&a, sizeof a))
		goto fail;
	if (listen(s, 99))
		goto fail;
next:
	if (s == -1 && busy == 0)
		return 0;
	p[1].fd = busy < limit && rest == -1 ? s : -1;
	m = poll(p, 2, rest);
	rest = -1;
	if (m == -1)
		goto next;
	n = read(p[0].fd, &info, sizeof info);
	if (n > 0 && info.ssi_signo == SIGTERM && s != -1) {
		close(s);
		s = -1;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		busy--;
	if (s == -1 || p[1].fd == -1 || p[1].revents == 0)
		goto next;
	len = sizeof a;
	c = accept(s, (struct sockaddr *)&a, &len);
	if (c == -1 && errno != EAGAIN && errno != EINTR &&
		errno != ECONNABORTED)
		rest = 100;
	if (c == -1)
		goto next;
	dprintf(1, "Client connected: %s\n", inet_ntoa(a.sin_addr));
	switch (fork()) {
	case -1:
		dprintf(2, "fork: %s\n", strerror(errno));
		break;
	case 0:
		close(s);
		close(p[0].fd);
		sigprocmask(SIG_UNBLOCK, &set, NULL);
		goto again;
	default:
		busy++;
	}
	close(c);
	goto next;
again: /* the child */
	n = recv(c, buf, sizeof buf, 0);
	if (n == -1 && errno == EINTR)
		goto again;
	if (n <= 0)
		_exit(0);
	done = 0;
more:
	m = send(c, buf + done, (size_t)(n - done), MSG_NOSIGNAL);
	if (m == -1 && errno != EINTR)
		_exit(1);
	if (m > 0)
		done += m;
	if (done < n)
		goto more;
	goto again;
usage:
	dprintf(2, "USAGE: %s [-c <clients>] <port>\n", argv[0]);
	return 1;
fail:
	dprintf(2, "%s: port %ld: %s\n", argv[0], port,
		strerror(errno));
	return 1;
}
