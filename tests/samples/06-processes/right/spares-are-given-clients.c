/* Processes wait in advance; each is given one client's connection. */
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
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SPARES = 4, PAUSE = 100 };

struct spare {
	pid_t pid;
	int line; /* to give it a client; closed: go home */
};

static struct spare spares[SPARES];
static unsigned long waiting, busy, limit = 100;
static int listener, signals;
static sigset_t watched;

union note {
	struct cmsghdr align;
	char room[CMSG_SPACE(sizeof(int))];
};

static int receive_client(int line)
{
	union note note;
	char byte;
	struct iovec v = { &byte, 1 };
	struct msghdr m = { .msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = &note,
		.msg_controllen = sizeof note };
	ssize_t n;
	int fd;

	do
		n = recvmsg(line, &m, 0);
	while (n == -1 && errno == EINTR);
	if (n != 1 || CMSG_FIRSTHDR(&m) == NULL)
		return -1;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
	return fd;
}

static bool give_client(int line, int fd)
{
	union note note = { .align = { CMSG_LEN(sizeof fd), SOL_SOCKET,
				    SCM_RIGHTS } };
	struct iovec v = { "c", 1 };
	struct msghdr m = { .msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = &note,
		.msg_controllen = sizeof note };

	memcpy(CMSG_DATA(&note.align), &fd, sizeof fd);
	while (sendmsg(line, &m, MSG_NOSIGNAL) == -1)
		if (errno != EINTR)
			return false;
	return true;
}

static void echo(int fd)
{
	char buf[4096];
	ssize_t n, k;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (n == -1 && errno != EINTR)
			return;
		for (ssize_t i = 0; i < n;) {
			k = send(fd, buf + i, (size_t)(n - i),
				MSG_NOSIGNAL);
			if (k == -1 && errno != EINTR)
				return;
			i += k == -1 ? 0 : k;
		}
	}
}

/* It must not hold the lines of the others: they have to break. */
static _Noreturn void be_spare(int line)
{
	int fd;

	for (unsigned long i = 0; i < waiting; i++)
		close(spares[i].line);
	close(listener);
	close(signals);
	sigprocmask(SIG_UNBLOCK, &watched, NULL);
	fd = receive_client(line);
	close(line);
	if (fd != -1)
		echo(fd);
	_exit(0);
}

static bool add_spare(void)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
		warn("socketpair");
		return false;
	}
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		be_spare(ends[1]);
	}
	if (pid == -1)
		warn("fork");
	close(ends[1]);
	if (pid == -1)
		close(ends[0]);
	else
		spares[waiting++] = (struct spare){ pid, ends[0] };
	return pid != -1;
}

static void send_to_a_spare(int fd)
{
	bool given = false;

	while (!given && (waiting > 0 || add_spare())) {
		waiting--;
		given = give_client(spares[waiting].line, fd);
		close(spares[waiting].line);
		busy++;
	}
	close(fd);
}

static int accept_one(void)
{
	struct sockaddr_in sin;
	socklen_t len = sizeof sin;
	int fd = accept4(
		listener, (struct sockaddr *)&sin, &len, SOCK_CLOEXEC);

	if (fd == -1)
		return errno == EINTR || errno == EAGAIN ||
				errno == ECONNABORTED
			? -1
			: PAUSE;
	printf("Client connected: %s\n", inet_ntoa(sin.sin_addr));
	fflush(stdout);
	send_to_a_spare(fd);
	return -1;
}

static void reap(void)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		unsigned long i = 0;

		while (i < waiting && spares[i].pid != pid)
			i++;
		if (i == waiting) {
			busy--;
			continue;
		}
		close(spares[i].line);
		spares[i] = spares[--waiting];
	}
}

static void stop_listening(void)
{
	close(listener);
	listener = -1;
	while (waiting > 0) {
		close(spares[--waiting].line);
		busy++; /* until it is home */
	}
}

static void start(int port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_port = htons((in_port_t)port) };
	int on = 1;

	sigemptyset(&watched);
	sigaddset(&watched, SIGCHLD);
	sigaddset(&watched, SIGTERM);
	sigprocmask(SIG_BLOCK, &watched, NULL);
	signals = signalfd(-1, &watched, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals == -1)
		err(1, "signalfd");
	listener = socket(
		AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listener == -1)
		err(1, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		err(1, "setsockopt");
	if (bind(listener, (struct sockaddr *)&sin, sizeof sin) == -1)
		err(1, "bind");
	if (listen(listener, 128) == -1)
		err(1, "listen");
}

static void usage(void)
{
	fputs("USAGE: forkserver [-c <clients>] <port>\n", stderr);
	exit(1);
}

static unsigned long number(const char *s, unsigned long top)
{
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	if (strchr("0123456789", *s) == NULL || *end || n < 1 ||
		n > top)
		usage();
	return n;
}

int main(int argc, char *argv[])
{
	struct signalfd_siginfo info;
	int c, pause = -1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) != -1) {
		if (c != 'c')
			usage();
		limit = number(optarg, 1000000);
	}
	if (argc - optind != 1)
		usage();
	start((int)number(argv[optind], 65535));
	while (listener != -1 || busy > 0) {
		while (listener != -1 && waiting < SPARES &&
			waiting + busy < limit && pause == -1)
			if (!add_spare())
				break;
		struct pollfd p[] = { { signals, POLLIN, 0 },
			{ busy < limit && pause == -1 ? listener : -1,
				POLLIN, 0 } };
		int n = poll(p, 2, pause);
		pause = -1;
		if (n == -1)
			continue;
		bool told = false;
		while (read(signals, &info, sizeof info) > 0)
			told |= info.ssi_signo == SIGTERM;
		reap();
		if (told && listener != -1)
			stop_listening();
		if (p[1].revents && listener != -1 && busy < limit)
			pause = accept_one();
	}
	return 0;
}
