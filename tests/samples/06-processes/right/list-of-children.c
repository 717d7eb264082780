/* Keeps a list of its children, and says on stderr how each ended. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	pid_t pid;
	char client[INET_ADDRSTRLEN];
	LIST_ENTRY(child) link;
};

static LIST_HEAD(, child) children = LIST_HEAD_INITIALIZER(children);
static unsigned count;
static int pipe_read, pipe_write;

static void wake(int number)
{
	int old = errno;
	char c = number == SIGTERM ? 'T' : 'C';

	while (write(pipe_write, &c, 1) == -1 && errno == EINTR)
		continue;
	errno = old;
}

static void prepare_signals(void)
{
	struct sigaction sa = { .sa_handler = wake,
		.sa_flags = SA_RESTART };
	int ends[2];

	if (pipe(ends) == -1)
		err(1, "pipe");
	pipe_read = ends[0];
	pipe_write = ends[1];
	fcntl(pipe_read, F_SETFL, O_NONBLOCK);
	sigfillset(&sa.sa_mask);
	sigaction(SIGCHLD, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

static int passive_socket(const char *port)
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *list;
	int fd, on = 1;
	int e = getaddrinfo(NULL, port, &hints, &list);

	if (e != 0)
		errx(1, "port %s: %s", port, gai_strerror(e));
	fd = socket(list->ai_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd == -1)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
		err(1, "setsockopt");
	if (bind(fd, list->ai_addr, list->ai_addrlen) == -1)
		err(1, "bind to port %s", port);
	freeaddrinfo(list);
	if (listen(fd, 128) == -1)
		err(1, "listen");
	return fd;
}

static bool send_back(int fd, const char *from, size_t size)
{
	size_t sent = 0;

	while (sent < size) {
		ssize_t n = send(
			fd, from + sent, size - sent, MSG_NOSIGNAL);
		if (n >= 0)
			sent += (size_t)n;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

static int child_main(int fd, int listener)
{
	char block[1 << 14];

	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	close(pipe_read);
	close(pipe_write);
	close(listener);
	for (;;) {
		ssize_t n = recv(fd, block, sizeof block, 0);

		if (n == 0)
			return 0;
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || !send_back(fd, block, (size_t)n))
			return 2;
	}
}

static void start_child(int fd, int listener, struct in_addr client)
{
	struct child *c = malloc(sizeof *c);
	sigset_t all, old;

	if (c == NULL) {
		warn("malloc");
		return;
	}
	inet_ntop(AF_INET, &client, c->client, sizeof c->client);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &old);
	c->pid = fork();
	if (c->pid == 0) {
		/* Pending ones are for the parent; none is here. */
		signal(SIGTERM, SIG_DFL);
		sigprocmask(SIG_SETMASK, &old, NULL);
		_exit(child_main(fd, listener));
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (c->pid == -1) {
		warn("no process for %s", c->client);
		free(c);
		return;
	}
	LIST_INSERT_HEAD(&children, c, link);
	count++;
}

static void remove_child(pid_t pid, int status)
{
	struct child *c;

	LIST_FOREACH(c, &children, link)
	if (c->pid == pid)
		break;
	if (c == NULL)
		return;
	if (WIFSIGNALED(status))
		warnx("%s: killed: %s", c->client,
			strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status))
		warnx("%s: connection lost", c->client);
	LIST_REMOVE(c, link);
	free(c);
	count--;
}

static bool read_pipe(void)
{
	char c[100];
	ssize_t n;
	bool term = false;
	int status;
	pid_t pid;

	while ((n = read(pipe_read, c, sizeof c)) > 0)
		term = term || memchr(c, 'T', (size_t)n) != NULL;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		remove_child(pid, status);
	return term;
}

/* Returns false if it is better to wait before the next try. */
static bool accept_one(int listener)
{
	struct sockaddr_in sin;
	socklen_t size = sizeof sin;
	int fd = accept(listener, (struct sockaddr *)&sin, &size);

	if (fd == -1 &&
		(errno == EINTR || errno == EAGAIN ||
			errno == ECONNABORTED))
		return true;
	if (fd == -1) {
		warn("accept");
		return false;
	}
	printf("Client connected: %s\n", inet_ntoa(sin.sin_addr));
	fflush(stdout);
	start_child(fd, listener, sin.sin_addr);
	close(fd);
	return true;
}

static void serve(int listener, unsigned limit)
{
	bool well = true;

	while (listener != -1 || count > 0) {
		struct pollfd p[2] = {
			{ .fd = pipe_read, .events = POLLIN },
			{ .fd = -1, .events = POLLIN },
		};

		if (well && count < limit)
			p[1].fd = listener;
		int n = poll(p, 2, well ? -1 : 250);
		well = true;
		if (n == -1)
			continue;
		if (read_pipe() && listener != -1) {
			close(listener);
			listener = -1;
		}
		if (p[1].revents && listener != -1)
			well = accept_one(listener);
	}
}

static unsigned parse(const char *s, unsigned most)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 7 || s[n] != '\0')
		return 0;
	return (unsigned)atoi(s) > most ? 0 : (unsigned)atoi(s);
}

int main(int argc, char *argv[])
{
	unsigned limit = 100;
	const char *port = argv[argc - 1];
	bool usual = argc == 2;
	bool limited = argc == 4 && strcmp(argv[1], "-c") == 0;

	if (limited)
		limit = parse(argv[2], 1000000);
	if ((!usual && !limited) || !limit || !parse(port, 65535)) {
		fprintf(stderr, "USAGE: forkserver [-c N] <port>\n");
		return 1;
	}
	prepare_signals();
	serve(passive_socket(port), limit);
	return 0;
}
