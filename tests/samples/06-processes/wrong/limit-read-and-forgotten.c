/*
 * misconception: reads the limit and lets everybody in
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 * shows: However many clients there are, each has a process at once.
 */
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

typedef struct {
	int socket, signals, children, maxClients;
} Server;

static void Complain(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static int ParseNumber(const char *text, int max)
{
	int value = 0;

	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		if ((value = value * 10 + *text - '0') > max)
			return 0;
	}
	return value;
}

static void OpenSocket(Server *server, int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int on = 1;

	address.sin_port = htons(port);
	server->socket =
		socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (server->socket < 0)
		Complain("socket");
	setsockopt(server->socket, SOL_SOCKET, SO_REUSEADDR, &on,
		sizeof(on));
	if (bind(server->socket, (struct sockaddr *)&address,
		    sizeof(address)) < 0)
		Complain("bind");
	if (listen(server->socket, 128) < 0)
		Complain("listen");
}

static void OpenSignals(Server *server)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	server->signals = signalfd(-1, &set, SFD_NONBLOCK);
	if (server->signals < 0)
		Complain("signalfd");
}

static void EchoLoop(int fd)
{
	char buffer[4096];
	ssize_t size, sent, n;

	for (;;) {
		size = recv(fd, buffer, sizeof(buffer), 0);
		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			_exit(0);
		for (sent = 0; sent < size; sent += n) {
			n = send(fd, buffer + sent, size - sent,
				MSG_NOSIGNAL);
			if (n < 0 && errno == EINTR)
				n = 0;
			if (n < 0)
				_exit(1);
		}
	}
}

static void HandleClient(Server *server)
{
	struct sockaddr_in client;
	socklen_t size = sizeof(client);
	int fd;

	fd = accept(server->socket, (struct sockaddr *)&client, &size);
	if (fd < 0) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(client.sin_addr));
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		close(server->socket);
		close(server->signals);
		EchoLoop(fd);
	}
	if (pid < 0)
		perror("fork");
	else
		server->children++;
	close(fd);
}

static void HandleSignals(Server *server)
{
	struct signalfd_siginfo info;

	while (read(server->signals, &info, sizeof(info)) > 0)
		if (info.ssi_signo == SIGTERM && server->socket >= 0) {
			close(server->socket);
			server->socket = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		server->children--;
}

int main(int argc, char *argv[])
{
	Server server = { .maxClients = 100 };
	int port = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		server.maxClients = ParseNumber(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = ParseNumber(argv[argc - 1], 65535);
	if (port == 0 || server.maxClients == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	OpenSignals(&server);
	OpenSocket(&server, port);
	while (server.socket >= 0 || server.children > 0) {
		struct pollfd p[2] = { { server.signals, POLLIN, 0 },
			{ server.socket, POLLIN, 0 } };

		if (poll(p, 2, -1) < 0)
			continue;
		HandleSignals(&server);
		if (p[1].revents && server.socket >= 0)
			HandleClient(&server);
	}
	return 0;
}
