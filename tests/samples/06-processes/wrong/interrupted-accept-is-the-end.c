/*
 * misconception: forgets that the end of a child interrupts accept
 * fails: announced_once process_for_each killed_alone end_is_seen
 *   killed_child_is_seen no_zombie no_zombie_after_kill ends_together
 *   accept_goes_on clients_go_on two_hundred_in_turn fork_fails_closed
 *   term_with_nobody client_resets leaves_without_reading
 *   reset_in_the_queue no_descriptor_free interrupted_calls
 *   lost_clients many_clients
 * shows: SIGCHLD comes, accept fails with EINTR, and the server ends.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t children;
static volatile sig_atomic_t over;
static int listener;
static sem_t room;

static void on_sigchld(int sig)
{
	int e = errno;

	(void)sig;
	while (waitpid(-1, NULL, WNOHANG) > 0) {
		children--;
		sem_post(&room);
	}
	errno = e;
}

/* accept returns EINVAL then. */
static void on_sigterm(int sig)
{
	(void)sig;
	over = 1;
	shutdown(listener, SHUT_RDWR);
}

static void serve(int fd)
{
	char b[4096];
	ssize_t n, m, i;

	close(listener);
	for (;;) {
		n = recv(fd, b, sizeof b, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (i = 0; i < n; i += m) {
			m = send(fd, b + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
}

static void start(int fd)
{
	sigset_t set, old;
	pid_t pid;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &old);
	pid = fork();
	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		signal(SIGCHLD, SIG_DFL);
		sigprocmask(SIG_SETMASK, &old, NULL);
		serve(fd);
	}
	if (pid == -1) {
		warn("fork");
		sem_post(&room);
	} else {
		children++;
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static long parse(const char *s, long most)
{
	if (!*s || strlen(s) > 7 || strspn(s, "0123456789") < strlen(s))
		return 0;
	return atol(s) <= most ? atol(s) : 0;
}

int main(int argc, char *argv[])
{
	struct sigaction sa = { .sa_handler = on_sigchld };
	struct sockaddr_in a = { .sin_family = AF_INET };
	long limit = 100, port = 0;
	int fd, yes = 1;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		limit = parse(argv[2], 1000000);
	if (argc == 2 || (argc == 4 && !strcmp(argv[1], "-c")))
		port = parse(argv[argc - 1], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sem_init(&room, 0, limit);
	a.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(listener, (struct sockaddr *)&a, sizeof a) ||
		listen(listener, 128))
		err(1, "port %ld", port);
	sigaction(SIGCHLD, &sa, NULL);
	sa.sa_handler = on_sigterm;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGTERM, &sa, NULL);
	while (!over) {
		socklen_t size = sizeof a;

		while (sem_wait(&room) == -1 && !over)
			continue;
		fd = accept(listener, (struct sockaddr *)&a, &size);
		if (fd == -1) {
			sem_post(&room);
			if (over || errno == ECONNABORTED)
				continue;
			if (errno == EMFILE || errno == ENFILE)
				poll(NULL, 0, 100);
			else
				err(1, "accept");
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		start(fd);
		close(fd);
	}
	close(listener);
	while (children > 0)
		poll(NULL, 0, 100);
	return 0;
}
