/*
 * misconception: expects that memory comes back when a client leaves
 * fails: many_clients
 * shows: The child frees its copy; the parent's stays, one for each
 *   client.
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

typedef struct client {
	int fd;
	struct sockaddr_in address;
	socklen_t size;
	char buffer[4096];
} client_t;

static volatile sig_atomic_t leave;

static void on_term(int sig)
{
	(void)sig;
	leave = 1;
}

static client_t *next_client(int listener)
{
	client_t *c = malloc(sizeof *c);

	if (c == NULL)
		return NULL;
	memset(c, 0, sizeof *c);
	c->size = sizeof c->address;
	c->fd = accept(
		listener, (struct sockaddr *)&c->address, &c->size);
	if (c->fd != -1)
		return c;
	if (errno != EINTR && errno != ECONNABORTED)
		usleep(100000);
	free(c);
	return NULL;
}

static void serve(client_t *c)
{
	ssize_t n, m, i;

	for (;;) {
		n = recv(c->fd, c->buffer, sizeof c->buffer, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (i = 0; i < n; i += m) {
			m = send(c->fd, c->buffer + i, n - i,
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	close(c->fd);
	free(c);
	_exit(0);
}

static int digits(const char *s, int top)
{
	size_t n = strspn(s, "0123456789");

	return s[n] || n < 1 || n > 7 || atoi(s) > top ? 0 : atoi(s);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, yes = 1, limit = 100, port = 0, children = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = digits(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && strcmp(argv[1], "-c") == 0))
		port = digits(argv[argc - 1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_term);
	while (!leave) {
		struct pollfd p = { s, POLLIN, 0 };
		client_t *c;
		pid_t pid;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
		if (poll(&p, children < limit, 100) < 1 ||
			(c = next_client(s)) == NULL)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(c->address.sin_addr));
		fflush(stdout);
		if ((pid = fork()) == 0) {
			close(s);
			serve(c);
		}
		if (pid == -1)
			perror("fork");
		else
			children++;
		close(c->fd);
	}
	close(s);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
