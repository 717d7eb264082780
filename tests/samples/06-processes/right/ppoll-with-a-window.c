/*
 * Handlers only set flags; signals come in at ppoll, and once in every
 * round, for ppoll lets none in while there are clients without end.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t flag_term, flag_child;
static sigset_t closed, opened;

static void handle_term(int unused)
{
	(void)unused;
	flag_term = 1;
}

static void handle_child(int unused)
{
	(void)unused;
	flag_child = 1;
}

static void install(void)
{
	struct sigaction term = { .sa_handler = handle_term };
	struct sigaction child = { .sa_handler = handle_child };

	sigemptyset(&closed);
	sigaddset(&closed, SIGTERM);
	sigaddset(&closed, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &closed, &opened) == -1 ||
		sigaction(SIGTERM, &term, NULL) == -1 ||
		sigaction(SIGCHLD, &child, NULL) == -1)
		err(EXIT_FAILURE, "signals");
}

static void open_window(void)
{
	sigprocmask(SIG_SETMASK, &opened, NULL);
	sigprocmask(SIG_BLOCK, &closed, NULL);
}

static void send_or_exit(int sock, const char *p, size_t left)
{
	while (left > 0) {
		ssize_t n = send(sock, p, left, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			_exit(EXIT_FAILURE);
		p += n;
		left -= (size_t)n;
	}
}

static _Noreturn void child_process(int sock)
{
	char buffer[BUFSIZ];
	ssize_t n;

	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, &opened, NULL);
	while ((n = recv(sock, buffer, sizeof buffer, 0)) != 0) {
		if (n > 0)
			send_or_exit(sock, buffer, (size_t)n);
		else if (errno != EINTR)
			_exit(EXIT_FAILURE);
	}
	_exit(EXIT_SUCCESS);
}

static int create_listener(unsigned short port)
{
	int sock = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct sockaddr_in addr;

	if (sock == -1)
		err(EXIT_FAILURE, "socket");
	if (setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 },
		    sizeof(int)) == -1)
		err(EXIT_FAILURE, "setsockopt");
	memset(&addr, 0, sizeof addr);
	addr.sin_family = AF_INET;
	addr.sin_addr.s_addr = htonl(INADDR_ANY);
	addr.sin_port = htons(port);
	if (bind(sock, (struct sockaddr *)&addr, sizeof addr) == -1)
		err(EXIT_FAILURE, "bind");
	if (listen(sock, SOMAXCONN) == -1)
		err(EXIT_FAILURE, "listen");
	return sock;
}

/* Returns how many children there are more: none or one. */
static unsigned accept_client(int listener, bool *exhausted)
{
	struct sockaddr_in addr;
	socklen_t size = sizeof addr;
	int sock = accept(listener, (struct sockaddr *)&addr, &size);
	pid_t pid;

	if (sock == -1) {
		*exhausted = errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED;
		return 0;
	}
	printf("Client connected: %s\n", inet_ntoa(addr.sin_addr));
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(listener);
		child_process(sock);
	}
	if (pid == -1)
		warn("fork");
	close(sock);
	return pid != -1;
}

static unsigned serve(int listener, unsigned limit)
{
	const struct timespec short_time = { 0, 100000000 };
	unsigned children = 0;
	bool exhausted = false;

	for (;;) {
		open_window();
		if (flag_child) {
			flag_child = 0;
			while (waitpid(-1, NULL, WNOHANG) > 0)
				children--;
		}
		if (flag_term)
			break;
		struct pollfd p = { listener, POLLIN, 0 };
		int n = ppoll(&p, children < limit && !exhausted,
			exhausted ? &short_time : NULL, &opened);
		exhausted = false;
		if (n == 1)
			children += accept_client(listener, &exhausted);
	}
	return children;
}

static unsigned get_number(const char *text, unsigned limit)
{
	unsigned n;
	int end = 0;

	if (text[0] < '0' || text[0] > '9')
		return 0;
	if (sscanf(text, "%8u%n", &n, &end) != 1 || text[end] ||
		n > limit)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	unsigned limit = 100, port = 0, left;
	int c, bad = 0;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) != -1) {
		if (c == 'c')
			limit = get_number(optarg, 1000000);
		bad += c != 'c' || limit == 0;
	}
	if (argc == optind + 1)
		port = get_number(argv[optind], 65535);
	if (bad || port == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	install();
	int listener = create_listener((unsigned short)port);
	left = serve(listener, limit);
	close(listener);
	while (left > 0)
		if (wait(NULL) > 0)
			left--;
		else if (errno != EINTR)
			break;
	return EXIT_SUCCESS;
}
