/*
 * misconception: keeps the listening socket open in the child
 * fails: nobody_keeps restart_meanwhile term_refuses
 * shows: While a client is served, nobody else gets the port, and the
 *   kernel lets clients in that nobody will take.
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

static volatile sig_atomic_t quit;

static void on_sigterm(int sig)
{
	(void)sig;
	quit = 1;
}

static int relay(int fd, char *tank, size_t size)
{
	ssize_t in, out;

	do
		in = recv(fd, tank, size, 0);
	while (in == -1 && errno == EINTR);
	if (in <= 0)
		return 0;
	while (in > 0) {
		do
			out = send(fd, tank, in, MSG_NOSIGNAL);
		while (out == -1 && errno == EINTR);
		if (out == -1)
			return 0;
		tank += out;
		in -= out;
	}
	return 1;
}

static int read_number(const char *s, int max)
{
	int i, n = 0;

	for (i = 0; s[i] && n >= 0; i++)
		n = s[i] < '0' || s[i] > '9' || i > 6
			? -1
			: n * 10 + s[i] - '0';
	return n > max ? -1 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	int port = 0, on = 1, limit = 100, children = 0;
	char tank[10000];

	if (argc == 4 && !strcmp(argv[1], "-c")) {
		limit = read_number(argv[2], 1000000);
		port = read_number(argv[3], 65535);
	}
	if (argc == 2)
		port = read_number(argv[1], 65535);
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sin.sin_port = htons(port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&sin, sizeof sin) ||
		listen(s, 100)) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_sigterm);
	while (!quit) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof sin;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (children >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		int fd = accept(s, (struct sockaddr *)&sin, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		switch (fork()) {
		case 0:
			while (relay(fd, tank, sizeof tank))
				;
			_exit(0);
		case -1:
			perror("fork");
			break;
		default:
			children++;
		}
		close(fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
