/*
 * One thread accepts and forks, one waits for the children, one for
 * SIGTERM; semaphores are all that they share.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static sem_t room; /* for so many clients more */
static sem_t born; /* children that nobody has waited for */
static atomic_bool ending;
static int listener;
static sigset_t term;

static void down(sem_t *semaphore)
{
	while (sem_wait(semaphore) == -1)
		continue;
}

/* Ends when it is told of a child and there is none. */
static void *collect(void *unused)
{
	for (;;) {
		down(&born);
		while (waitpid(-1, NULL, 0) == -1)
			if (errno == ECHILD)
				return unused;
		sem_post(&room);
	}
}

static void *await_end(void *unused)
{
	int number;

	while (sigwait(&term, &number) != 0)
		continue;
	atomic_store(&ending, 1);
	/* Refuses new clients, and wakes accept. */
	shutdown(listener, SHUT_RDWR);
	sem_post(&room);
	return unused;
}

/* Only what is safe after a fork in a program with threads. */
static _Noreturn void child(int fd)
{
	char data[4096];
	ssize_t n, m, i;

	close(listener);
	sigprocmask(SIG_UNBLOCK, &term, NULL);
	for (;;) {
		n = recv(fd, data, sizeof data, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (i = 0; i < n; i += m) {
			m = send(fd, data + i, (size_t)(n - i),
				MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(0);
		}
	}
}

static void serve(int fd, struct in_addr address)
{
	pid_t pid;

	printf("Client connected: %s\n", inet_ntoa(address));
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(fd);
	if (pid == -1)
		perror("fork");
	sem_post(pid == -1 ? &room : &born);
	close(fd);
}

static void accept_clients(void)
{
	const struct timespec pause = { 0, 100 * 1000 * 1000 };

	for (;;) {
		struct sockaddr_in a;
		socklen_t size = sizeof a;
		int fd = -1;

		down(&room);
		if (!atomic_load(&ending))
			fd = accept(
				listener, (struct sockaddr *)&a, &size);
		if (fd != -1) {
			serve(fd, a.sin_addr);
			continue;
		}
		if (atomic_load(&ending))
			return;
		sem_post(&room);
		if (errno != EINTR && errno != ECONNABORTED &&
			errno != EAGAIN)
			nanosleep(&pause, NULL);
	}
}

static int listen_on(unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int on = 1;

	a.sin_port = htons((in_port_t)port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1)
		return -1;
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		return -1;
	if (bind(listener, (struct sockaddr *)&a, sizeof a) == -1)
		return -1;
	return listen(listener, 128);
}

static unsigned number(const char *text, unsigned most)
{
	char rest;
	unsigned n;

	if (*text == '-' || sscanf(text, "%8u%c", &n, &rest) != 1)
		return 0;
	return n > most ? 0 : n;
}

int main(int argc, char *argv[])
{
	pthread_t collector, terminator;
	unsigned limit = 100, port = 0;

	if (argc == 2)
		port = number(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = number(argv[2], 1000000);
		port = number(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	sem_init(&room, 0, limit);
	sem_init(&born, 0, 0);
	if (listen_on(port) == -1) {
		fprintf(stderr, "forkserver: port %u: %s\n", port,
			strerror(errno));
		return 1;
	}
	if (pthread_create(&collector, NULL, collect, NULL) != 0 ||
		pthread_create(&terminator, NULL, await_end, NULL)) {
		fprintf(stderr, "forkserver: %s\n", strerror(EAGAIN));
		return 1;
	}
	accept_clients();
	close(listener);
	sem_post(&born);
	pthread_join(collector, NULL);
	return 0;
}
