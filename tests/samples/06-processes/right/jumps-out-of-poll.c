/*
 * Handlers jump: signals are let in while it polls, and nowhere else,
 * and whatever poll may be about to return, it is asked anew.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf before_poll;
static sigset_t ours, theirs;
static int listener, over, stingy;
static unsigned clients, most = 100;

static void jump(int number)
{
	siglongjmp(before_poll, number);
}

static void bury(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		clients--;
}

static void get_ready(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct sigaction action = { .sa_handler = jump };
	int yes = 1;

	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGCHLD);
	action.sa_mask = ours;
	sigprocmask(SIG_BLOCK, &ours, &theirs);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGCHLD, &action, NULL);
	a.sin_port = htons((in_port_t)port);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener == -1)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == -1)
		err(1, "setsockopt");
	if (bind(listener, (struct sockaddr *)&a, sizeof a) == -1)
		err(1, "port %d", port);
	if (listen(listener, 128) == -1)
		err(1, "listen");
}

static int arrived(void)
{
	struct pollfd p = { listener, POLLIN, 0 };
	int n;

	if (over || clients >= most || stingy)
		p.fd = -1;
	sigprocmask(SIG_UNBLOCK, &ours, NULL);
	n = poll(&p, 1, stingy ? 100 : -1);
	sigprocmask(SIG_BLOCK, &ours, NULL);
	stingy = 0;
	return n == 1;
}

static void echo_and_exit(int fd)
{
	char text[7777];

	for (;;) {
		ssize_t n = recv(fd, text, sizeof text, 0), at = 0;

		if (n == 0)
			_exit(0);
		if (n == -1 && errno != EINTR)
			_exit(1);
		while (at < n) {
			ssize_t k = send(fd, text + at,
				(size_t)(n - at), MSG_NOSIGNAL);

			if (k == -1 && errno != EINTR)
				_exit(1);
			at += k == -1 ? 0 : k;
		}
	}
}

static void in_the_child(int fd)
{
	/* A jump from here would lead into the parent's work. */
	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, &theirs, NULL);
	close(listener);
	echo_and_exit(fd);
}

static void welcome(void)
{
	struct sockaddr_in guest;
	socklen_t size = sizeof guest;
	int fd = accept(listener, (struct sockaddr *)&guest, &size);

	if (fd == -1) {
		stingy = errno == EMFILE || errno == ENFILE ||
			errno == ENOMEM || errno == ENOBUFS;
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(guest.sin_addr));
	fflush(stdout);
	switch (fork()) {
	case 0:
		in_the_child(fd);
		break;
	case -1:
		warn("fork");
		break;
	default:
		clients++;
	}
	close(fd);
}

static void run(void)
{
	switch (sigsetjmp(before_poll, 1)) {
	case SIGTERM:
		if (!over)
			close(listener);
		over = 1;
		break;
	case SIGCHLD:
		bury();
	}
	while (!over || clients > 0)
		if (arrived())
			welcome();
}

static int number(const char *s, int highest)
{
	int n;

	if (strspn(s, "0123456789") != strlen(s) || strlen(s) > 8)
		return 0;
	n = atoi(s);
	return n <= highest ? n : 0;
}

int main(int argc, char *argv[])
{
	int c, port = 0;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && most > 0)
		most = (unsigned)number(optarg, 1000000);
	if (c == -1 && optind + 1 == argc)
		port = number(argv[optind], 65535);
	if (port == 0 || most == 0) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	get_ready(port);
	run();
	return 0;
}
