/* epoll in the parent, splice in the children, write for the lines. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct state {
	int door, signals, epoll;
	uint32_t open; /* what epoll is asked for at the door */
	int64_t inside, limit;
};

static int failure(const char *what)
{
	dprintf(STDERR_FILENO, "forkserver: %s: %s\n", what,
		strerror(errno));
	return EXIT_FAILURE;
}

static void write_line(struct in_addr address)
{
	char line[64];
	int i = 0,
	    n = snprintf(line, sizeof line, "Client connected: %s\n",
		    inet_ntoa(address));

	while (i < n) {
		ssize_t k =
			write(STDOUT_FILENO, line + i, (size_t)(n - i));
		if (k == -1 && errno != EINTR)
			return;
		i += k == -1 ? 0 : (int)k;
	}
}

static ssize_t move(int from, int to, size_t count)
{
	ssize_t n;

	do
		n = splice(from, NULL, to, NULL, count, SPLICE_F_MOVE);
	while (n == -1 && errno == EINTR);
	return n;
}

static int child(int client)
{
	int tube[2];
	ssize_t n;

	/* splice has no MSG_NOSIGNAL. */
	signal(SIGPIPE, SIG_IGN);
	if (pipe(tube) == -1)
		return failure("pipe");
	while ((n = move(client, tube[1], 1 << 16)) > 0)
		while (n > 0) {
			ssize_t out = move(tube[0], client, (size_t)n);
			if (out == -1)
				return failure("splice");
			n -= out;
		}
	return n == 0 ? EXIT_SUCCESS : failure("splice");
}

static void set_door(struct state *s, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.fd = s->door };

	if (s->door == -1 || events == s->open)
		return;
	epoll_ctl(s->epoll, EPOLL_CTL_MOD, s->door, &e);
	s->open = events;
}

/* Returns how long to leave the door shut. */
static int let_in(struct state *s)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s->door, (struct sockaddr *)&a, &size);

	if (fd == -1)
		return errno == EAGAIN || errno == EINTR ||
				errno == ECONNABORTED
			? -1
			: 100;
	write_line(a.sin_addr);
	pid_t pid = fork();
	if (pid == 0) {
		sigset_t none;

		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		close(s->door);
		close(s->signals);
		close(s->epoll);
		_exit(child(fd));
	}
	if (pid == -1)
		failure("fork");
	s->inside += pid != -1;
	close(fd);
	return -1;
}

static void look_at_signals(struct state *s)
{
	struct signalfd_siginfo i;

	while (read(s->signals, &i, sizeof i) == sizeof i) {
		if (i.ssi_signo == SIGTERM && s->door != -1) {
			epoll_ctl(
				s->epoll, EPOLL_CTL_DEL, s->door, NULL);
			close(s->door);
			s->door = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			s->inside--;
	}
}

static int run(struct state *s)
{
	int patience = -1;

	while (s->door != -1 || s->inside > 0) {
		struct epoll_event e;
		int open = s->inside < s->limit && patience == -1;

		set_door(s, open ? EPOLLIN : 0);
		int n = epoll_wait(s->epoll, &e, 1, patience);
		patience = -1;
		if (n < 1)
			continue;
		if (e.data.fd == s->signals)
			look_at_signals(s);
		else if (e.events & EPOLLIN)
			patience = let_in(s);
	}
	return EXIT_SUCCESS;
}

static int open_all(struct state *s, uint16_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	struct epoll_event e = { .events = EPOLLIN };
	sigset_t set;
	int on = 1;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_NONBLOCK);
	s->epoll = epoll_create1(0);
	s->door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (s->signals == -1 || s->epoll == -1 || s->door == -1)
		return -1;
	if (setsockopt(s->door, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1 ||
		bind(s->door, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s->door, 128) == -1)
		return -1;
	e.data.fd = s->signals;
	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->signals, &e) == -1)
		return -1;
	e.data.fd = s->door;
	e.events = 0;
	return epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->door, &e);
}

static int64_t number(const char *s, int64_t most)
{
	char *end;

	if (*s < '0' || *s > '9')
		return 0;
	long long n = strtoll(s, &end, 10);
	return *end != '\0' || n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct state s = { .limit = 100 };
	int64_t port = 0;

	switch (argc) {
	case 4:
		s.limit = strcmp(argv[1], "-c") == 0
			? number(argv[2], 1000000)
			: 0;
		/* fallthrough */
	case 2:
		port = number(argv[argc - 1], 65535);
	}
	if (port < 1 || s.limit < 1) {
		dprintf(STDERR_FILENO,
			"USAGE: %s [-c <clients>] <port>\n", argv[0]);
		return EXIT_FAILURE;
	}
	if (open_all(&s, (uint16_t)port) == -1)
		return failure("cannot listen");
	return run(&s);
}
