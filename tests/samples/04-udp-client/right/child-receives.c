/* A child receives and prints; the parent sends until it has ended. */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the child's exit status says. */
enum { PRINTED = 0, NOT_PRINTED = 101, REFUSED = 102, BROKEN = 103 };

static void print_and_exit(const char *reply, size_t size)
{
	fputs("Received: ", stdout);
	fwrite(reply, 1, size, stdout);
	putchar('\n');
	if (fflush(stdout) == EOF || ferror(stdout)) {
		warn("stdout");
		_exit(NOT_PRINTED);
	}
	_exit(PRINTED);
}

static void child(int fd)
{
	static char reply[65536];
	ssize_t n;

	do
		n = recv(fd, reply, sizeof reply, 0);
	while (n == -1 && errno == EINTR);
	if (n >= 0)
		print_and_exit(reply, (size_t)n);
	_exit(errno == ECONNREFUSED ? REFUSED : BROKEN);
}

static struct timespec now_and(long long ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	long long ns = t.tv_nsec + ms % 1000 * 1000000;
	t.tv_sec += ms / 1000 + ns / 1000000000;
	t.tv_nsec = ns % 1000000000;
	return t;
}

/* 1: the child has ended before that time. */
static int ends_before(
	pid_t pid, struct timespec end, const sigset_t *sigchld)
{
	for (;;) {
		struct timespec now = now_and(0), rest;

		/* A signal that is left over says nothing by itself. */
		siginfo_t info = { 0 };
		waitid(P_PID, (id_t)pid, &info,
			WEXITED | WNOHANG | WNOWAIT);
		if (info.si_pid == pid)
			return 1;
		rest.tv_sec = end.tv_sec - now.tv_sec;
		rest.tv_nsec = end.tv_nsec - now.tv_nsec;
		if (rest.tv_nsec < 0) {
			rest.tv_nsec += 1000000000;
			rest.tv_sec--;
		}
		if (rest.tv_sec < 0)
			return 0;
		sigtimedwait(sigchld, NULL, &rest);
	}
}

static int collect(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			err(1, "waitpid");
	if (!WIFEXITED(status))
		return BROKEN;
	return WEXITSTATUS(status);
}

static int talk(
	int fd, const char *word, long ms, const sigset_t *sigchld)
{
	int over = 0, error = 0;
	pid_t pid = fork();

	if (pid == -1)
		err(1, "fork");
	if (pid == 0)
		child(fd);
	for (int i = 0; i < 4 && !over && error == 0; i++) {
		while (send(fd, word, strlen(word), 0) == -1) {
			if (errno != EINTR) {
				error = errno;
				break;
			}
		}
		if (error == 0)
			over = ends_before(
				pid, now_and(ms << i), sigchld);
	}
	if (!over)
		kill(pid, SIGKILL);
	switch (collect(pid)) {
	case PRINTED:
		exit(0);
	case NOT_PRINTED:
		exit(1);
	case REFUSED:
		return ECONNREFUSED;
	}
	return error != 0 ? error : over ? EIO : ETIMEDOUT;
}

static int number(const char *s, int max)
{
	int n = 0;

	if (*s == '\0')
		return 0;
	for (; *s >= '0' && *s <= '9' && n <= max; s++)
		n = 10 * n + *s - '0';
	return *s != '\0' || n > max ? 0 : n;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *list;
	int ms = 1000, error = 0, option;
	sigset_t sigchld;

	opterr = 0;
	while ((option = getopt(argc, argv, "+w:")) == 'w') {
		ms = number(optarg, 1000000);
		if (ms == 0)
			break;
	}
	if (option != -1 || argc != optind + 3 ||
		number(argv[optind + 2], 65535) == 0) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			argv[0]);
		exit(1);
	}
	argv += optind;
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&sigchld);
	sigaddset(&sigchld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &sigchld, NULL);
	int code = getaddrinfo(argv[0], argv[2], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[0], gai_strerror(code));
	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		int fd = socket(a->ai_family, a->ai_socktype, 0);
		if (fd == -1 ||
			connect(fd, a->ai_addr, a->ai_addrlen) == -1)
			error = errno;
		else
			error = talk(fd, argv[1], ms, &sigchld);
		if (fd != -1)
			close(fd);
	}
	freeaddrinfo(list);
	errx(1, "%s: %s", argv[0], strerror(error));
}
