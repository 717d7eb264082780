/*
 * misconception: refuses a limit that is higher than it can serve
 * fails: good_limits
 * shows: "-c 1000000" is a wrong call, since fewer processes are
 *   allowed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ended;

static void on_term(int s)
{
	ended = s;
}

static int echo(int c)
{
	char room[1500];
	int n, k, sent;

	for (;;) {
		n = recv(c, room, sizeof room, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -n;
		for (sent = 0; sent < n; sent += k) {
			k = send(
				c, room + sent, n - sent, MSG_NOSIGNAL);
			if (k < 0 && errno == EINTR)
				k = 0;
			if (k < 0)
				return 1;
		}
	}
}

static unsigned long get(const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	return text[0] >= '0' && text[0] <= '9' && !*end ? n : 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	unsigned long limit = 100, port = 0, children = 0;
	struct rlimit processes;
	int s, c, one = 1;

	getrlimit(RLIMIT_NPROC, &processes);
	if (processes.rlim_cur > 30000)
		processes.rlim_cur = 30000;
	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = get(argv[2]);
		argv += 2;
		argc -= 2;
	}
	if (argc == 2)
		port = get(argv[1]);
	if (port < 1 || port > 65535 || limit < 1 ||
		limit > processes.rlim_cur) {
		fprintf(stderr,
			"USAGE: forkserver [-c <clients>] <port>\n");
		return 1;
	}
	signal(SIGTERM, on_term);
	sin.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 100)) {
		perror("forkserver");
		return 1;
	}
	while (!ended) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof sin;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (children >= limit)
			p.fd = -1;
		if (poll(&p, 1, 80) != 1)
			continue;
		c = accept(s, (struct sockaddr *)&sin, &size);
		if (c == -1) {
			usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case -1:
			perror("fork");
			break;
		case 0:
			close(s);
			_exit(echo(c));
		default:
			children++;
		}
		close(c);
	}
	close(s);
	while (wait(NULL) > 0 || errno != ECHILD)
		;
	return 0;
}
