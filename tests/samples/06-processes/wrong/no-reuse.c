/*
 * misconception: expects that a port is free as soon as its server is
 *   gone
 * fails: restart_meanwhile
 * shows: The connections that are still served keep the port busy for
 *   whoever does not set SO_REUSEADDR.
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

#define BUF 4096
#define PENDING 100

static volatile sig_atomic_t flag;

static void set_flag(int sig)
{
	(void)sig;
	flag = 1;
}

static void fatal(const char *what)
{
	perror(what);
	exit(1);
}

static void echo_child(int sock)
{
	char buf[BUF];
	int got, put, n;

	for (;;) {
		got = recv(sock, buf, BUF, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			_exit(0);
		for (put = 0; put < got; put += n) {
			n = send(sock, buf + put, got - put,
				MSG_NOSIGNAL);
			if (n < 0 && errno == EINTR)
				n = 0;
			if (n < 0)
				_exit(0);
		}
	}
}

static int parse(const char *s, int max)
{
	if (strlen(s) == 0 || strlen(s) > 7)
		return 0;
	if (strspn(s, "0123456789") < strlen(s))
		return 0;
	return atoi(s) > max ? 0 : atoi(s);
}

static int make_socket(int port)
{
	struct sockaddr_in local;
	int sock = socket(AF_INET, SOCK_STREAM, 0);

	if (sock < 0)
		fatal("socket");
	memset(&local, 0, sizeof local);
	local.sin_family = AF_INET;
	local.sin_addr.s_addr = htonl(INADDR_ANY);
	local.sin_port = htons(port);
	if (bind(sock, (struct sockaddr *)&local, sizeof local) < 0)
		fatal("bind");
	if (listen(sock, PENDING) < 0)
		fatal("listen");
	return sock;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in remote;
	socklen_t len;
	int sock, conn, limit = 100, port = 0, count = 0;
	pid_t pid;

	if (argc == 2) {
		port = parse(argv[1], 65535);
	} else if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = parse(argv[2], 1000000);
		port = parse(argv[3], 65535);
	}
	if (port == 0 || limit == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	sock = make_socket(port);
	signal(SIGTERM, set_flag);
	while (!flag) {
		struct pollfd p = { sock, POLLIN, 0 };

		for (; waitpid(-1, NULL, WNOHANG) > 0; count--)
			continue;
		if (count >= limit)
			p.fd = -1;
		if (poll(&p, 1, 100) <= 0)
			continue;
		len = sizeof remote;
		conn = accept(sock, (struct sockaddr *)&remote, &len);
		if (conn < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(remote.sin_addr));
		fflush(stdout);
		if ((pid = fork()) == 0) {
			close(sock);
			echo_child(conn);
		}
		if (pid < 0)
			perror("fork");
		else
			count++;
		close(conn);
	}
	close(sock);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	exit(0);
}
