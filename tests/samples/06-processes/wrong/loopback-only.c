/*
 * misconception: takes 127.0.0.1 for the address of the machine
 * fails: listens_on_every_address
 * shows: Clients that come to another address are refused.
 */
#include <arpa/inet.h>
#include <err.h>
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

static volatile sig_atomic_t no_new_ones;

static void take_no_new_ones(int sig)
{
	no_new_ones = sig;
}

static void service(int conn)
{
	char mem[4096];
	ssize_t got, put, all;

	for (;;) {
		got = recv(conn, mem, sizeof mem, 0);
		if (got == 0)
			break;
		if (got == -1 && errno != EINTR)
			break;
		all = 0;
		while (all < got) {
			put = send(conn, mem + all, got - all,
				MSG_NOSIGNAL);
			if (put == -1 && errno != EINTR)
				_exit(1);
			all += put == -1 ? 0 : put;
		}
	}
	_exit(0);
}

static int listen_locally(int port)
{
	struct sockaddr_in here;
	int s, on = 1;

	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s == -1)
		err(1, "socket");
	memset(&here, 0, sizeof here);
	here.sin_family = AF_INET;
	here.sin_port = htons(port);
	inet_pton(AF_INET, "127.0.0.1", &here.sin_addr);
	if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(s, (struct sockaddr *)&here, sizeof here))
		err(1, "bind");
	if (listen(s, 128))
		err(1, "listen");
	return s;
}

static int in_range(const char *s, int max)
{
	int n = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		n = n * 10 + *s - '0';
		if (n > max)
			return 0;
	}
	return n;
}

int main(int argc, char *argv[])
{
	int s, conn, limit = 100, port = 0, kids = 0;
	struct sockaddr_in peer;
	pid_t kid;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = in_range(argv[2], 1000000);
		port = in_range(argv[3], 65535);
	}
	if (argc == 2)
		port = in_range(argv[1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	s = listen_locally(port);
	signal(SIGTERM, take_no_new_ones);
	while (!no_new_ones) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof peer;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			kids--;
		if (kids >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		conn = accept(s, (struct sockaddr *)&peer, &size);
		if (conn == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		fflush(stdout);
		kid = fork();
		if (kid == 0) {
			close(s);
			service(conn);
		}
		if (kid == -1)
			warn("fork");
		if (kid > 0)
			kids++;
		close(conn);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
