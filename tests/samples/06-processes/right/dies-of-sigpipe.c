/*
 * Leaves SIGPIPE to the children: one that writes to a client that is
 * gone is killed by it, and has nothing else to do.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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

struct counts {
	int now, most;
};

static int signals, port_socket;

static void give_up(const char *why)
{
	fprintf(stderr, "forkserver: %s: %s\n", why, strerror(errno));
	exit(1);
}

/* The child: read and write, and no failure needs a word. */
static void copy(int fd)
{
	char bytes[4096];

	for (;;) {
		ssize_t n = read(fd, bytes, sizeof bytes), done = 0;

		if (n == 0)
			_exit(0);
		if (n == -1 && errno != EINTR)
			_exit(1);
		while (done < n) {
			ssize_t m = write(
				fd, bytes + done, (size_t)(n - done));

			if (m == -1 && errno != EINTR)
				_exit(1);
			done += m == -1 ? 0 : m;
		}
	}
}

static void open_port(in_port_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1;

	a.sin_port = htons(port);
	port_socket = socket(AF_INET, SOCK_STREAM, 0);
	if (port_socket == -1)
		give_up("socket");
	if (setsockopt(port_socket, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		give_up("setsockopt");
	if (bind(port_socket, (struct sockaddr *)&a, sizeof a) == -1)
		give_up("bind");
	if (listen(port_socket, 128) == -1)
		give_up("listen");
	if (fcntl(port_socket, F_SETFL, O_NONBLOCK) == -1)
		give_up("fcntl");
}

static void open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signals = signalfd(-1, &set, SFD_NONBLOCK);
	if (signals == -1)
		give_up("signalfd");
	/* Whoever started the server may have ignored it. */
	signal(SIGPIPE, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
}

static void admit(struct counts *clients)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(port_socket, (struct sockaddr *)&a, &size);
	pid_t pid;

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, 100);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(port_socket);
		close(signals);
		copy(fd);
	}
	if (pid == -1)
		perror("fork");
	else
		clients->now++;
	close(fd);
}

static void attend(struct counts *clients)
{
	struct signalfd_siginfo s;

	while (read(signals, &s, sizeof s) > 0)
		if (s.ssi_signo == SIGTERM && port_socket != -1) {
			shutdown(port_socket, SHUT_RDWR);
			close(port_socket);
			port_socket = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		clients->now--;
}

static int digits(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 7 || s[n] != '\0')
		return 0;
	return atoi(s) <= most ? atoi(s) : 0;
}

int main(int argc, char *argv[])
{
	struct counts clients = { 0, 100 };
	int c, port = 0;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && clients.most)
		clients.most = digits(optarg, 1000000);
	if (c == -1 && argc == optind + 1)
		port = digits(argv[optind], 65535);
	if (!port || !clients.most) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	open_signals();
	open_port((in_port_t)port);
	while (port_socket != -1 || clients.now > 0) {
		int full = clients.now >= clients.most;
		struct pollfd p[2] = { { signals, POLLIN, 0 },
			{ full ? -1 : port_socket, POLLIN, 0 } };

		if (poll(p, 2, -1) == -1)
			continue;
		attend(&clients);
		if (port_socket != -1 && p[1].revents)
			admit(&clients);
	}
	return 0;
}
