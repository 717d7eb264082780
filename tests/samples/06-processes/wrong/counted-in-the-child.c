/*
 * misconception: counts in the child, where the parent cannot see it
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without term_exits
 * shows: Each process has a count of its own; the parent's only sinks.
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

static int active_clients;
static int max_clients = 100;
static volatile sig_atomic_t shutdown_flag;

static void handle_sigterm(int sig)
{
	(void)sig;
	shutdown_flag = 1;
}

static void handle_client(int client)
{
	char buffer[1024];
	ssize_t n, sent, total;

	active_clients++;
	for (;;) {
		n = recv(client, buffer, sizeof(buffer), 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		total = 0;
		while (total < n) {
			sent = send(client, buffer + total, n - total,
				MSG_NOSIGNAL);
			if (sent < 0 && errno == EINTR)
				continue;
			if (sent < 0)
				_exit(1);
			total += sent;
		}
	}
	active_clients--;
	close(client);
	_exit(0);
}

static int parse_int(const char *s, int max)
{
	char *end;
	long v;

	if (*s < '0' || *s > '9')
		return 0;
	v = strtol(s, &end, 10);
	if (*end != '\0' || v > max)
		return 0;
	return (int)v;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr;
	socklen_t len;
	int server, client, opt = 1, port = 0;
	pid_t pid;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		max_clients = parse_int(argv[2], 1000000);
		port = parse_int(argv[3], 65535);
	} else if (argc == 2) {
		port = parse_int(argv[1], 65535);
	}
	if (port == 0 || max_clients == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(EXIT_FAILURE);
	}
	server = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &opt, sizeof(opt));
	memset(&addr, 0, sizeof(addr));
	addr.sin_family = AF_INET;
	addr.sin_addr.s_addr = INADDR_ANY;
	addr.sin_port = htons(port);
	if (bind(server, (struct sockaddr *)&addr, sizeof(addr)) < 0 ||
		listen(server, 128) < 0) {
		perror("forkserver");
		exit(EXIT_FAILURE);
	}
	signal(SIGTERM, handle_sigterm);
	for (;;) {
		struct pollfd pfd = { server, POLLIN, 0 };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			active_clients--;
		if (shutdown_flag && server != -1) {
			close(server);
			pfd.fd = server = -1;
		}
		if (shutdown_flag && active_clients <= 0)
			exit(EXIT_SUCCESS);
		if (active_clients >= max_clients)
			pfd.fd = -1;
		if (poll(&pfd, 1, 100) <= 0)
			continue;
		len = sizeof(addr);
		client = accept(server, (struct sockaddr *)&addr, &len);
		if (client < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid < 0)
			perror("fork");
		if (pid == 0) {
			close(server);
			handle_client(client);
		}
		close(client);
	}
}
