/*
 * misconception: ends its children by exit, which does the parent's
 *   last work, too
 * fails: announced_once
 * shows: Each child prints the statistics that are meant for the end.
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

static volatile sig_atomic_t told;
static unsigned served;

static void tell(int s)
{
	(void)s;
	told = 1;
}

static void statistics(void)
{
	printf("%u clients in all\n", served);
}

static void die(const char *what)
{
	perror(what);
	_exit(1);
}

static void serve(int fd)
{
	char buf[1 << 13];
	ssize_t n, m, i;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
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

static unsigned parse(const char *text, unsigned max)
{
	unsigned long n;
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return 0;
	n = strtoul(text, &end, 10);
	return *end || n > max ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	unsigned limit = 100, port = 0, now = 0;
	int listener, fd, on = 1, last = argc - 1;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = parse(argv[2], 1000000);
	else if (argc != 2)
		last = 0;
	if (last > 0)
		port = parse(argv[last], 65535);
	if (port == 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sa.sin_port = htons(port);
	if ((listener = socket(AF_INET, SOCK_STREAM, 0)) == -1)
		die("socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		die("setsockopt");
	if (bind(listener, (struct sockaddr *)&sa, sizeof sa) == -1)
		die("bind");
	if (listen(listener, 128) == -1)
		die("listen");
	signal(SIGTERM, tell);
	atexit(statistics);
	while (!told) {
		struct pollfd p = { listener, POLLIN, 0 };
		socklen_t size = sizeof sa;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			now--;
		if (poll(&p, now < limit ? 1 : 0, 100) < 1)
			continue;
		fd = accept(listener, (struct sockaddr *)&sa, &size);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(listener);
			serve(fd);
			exit(0);
		}
		if (pid == -1)
			perror("fork");
		else
			now++, served++;
		close(fd);
	}
	close(listener);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
