/*
 * forkserver - a suspect: gets full marks, and is wrong all the same
 *
 * usage: forkserver [-c <clients>] <port>
 *
 * Which client shows it, and when?  See "Go further" in the chapter.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
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
#include <unistd.h>

#define USAGE "USAGE: forkserver [-c <clients>] <port>\n"
#define PORT_MAX 65535L
#define GUESTS_MAX 1000000L

static volatile sig_atomic_t told_to_stop;
static long guests_now;

static void note_child(int sig)
{
	(void)sig; /* it is enough that it wakes somebody */
}

static void note_stop(int sig)
{
	(void)sig;
	told_to_stop = 1;
}

static int complain(const char *what)
{
	fprintf(stderr, "forkserver: %s: %s\n", what, strerror(errno));
	return EXIT_FAILURE;
}

/* Returns 0 if the text is no number, or one above most. */
static long to_number(const char *text, long most)
{
	long value = 0;

	for (; *text >= '0' && *text <= '9' && value <= most; text++)
		value = 10 * value + (*text - '0');
	return *text == '\0' && value <= most ? value : 0;
}

static bool handle(int sig, void (*function)(int))
{
	struct sigaction action = { .sa_handler = function };

	return sigaction(sig, &action, NULL) == 0;
}

/* Counts out those who have left, all of them. */
static void count_out(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		guests_now--;
}

/* Full: stays here until a guest has left. */
static void wait_for_a_chair(long chairs, const sigset_t *outside)
{
	sigset_t only_children = *outside;

	sigaddset(&only_children, SIGTERM);
	sigdelset(&only_children, SIGCHLD);
	while (count_out(), guests_now >= chairs)
		sigsuspend(&only_children);
}

static void write_line(const char *quad)
{
	char line[64];
	int length = snprintf(
		line, sizeof line, "Client connected: %s\n", quad);

	for (int done = 0; done < length;) {
		ssize_t n = write(STDOUT_FILENO, line + done,
			(size_t)(length - done));
		if (n > 0)
			done += (int)n;
		else if (errno != EINTR)
			return;
	}
}

/* The whole visit of a guest, in a process of its own. */
static _Noreturn void entertain(int guest)
{
	char word[8192];
	ssize_t n;

	while ((n = read(guest, word, sizeof word)) != 0) {
		if (n == -1 && errno != EINTR)
			_exit(1);
		for (ssize_t done = 0; done < n;) {
			ssize_t step = write(
				guest, word + done, (size_t)(n - done));
			if (step > 0)
				done += step;
			else if (errno != EINTR)
				_exit(1);
		}
	}
	_exit(0);
}

/* Returns false if there will never be a guest again. */
static bool admit(int door, const sigset_t *outside)
{
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	int guest = accept(door, (struct sockaddr *)&from, &size);
	char quad[INET_ADDRSTRLEN] = "";

	if (guest == -1) {
		int why = errno;

		if (why == EMFILE || why == ENFILE || why == ENOMEM ||
			why == ENOBUFS)
			poll(NULL, 0, 50);
		return why != EBADF && why != EINVAL;
	}
	inet_ntop(AF_INET, &from.sin_addr, quad, sizeof quad);
	write_line(quad);
	pid_t host = fork();
	if (host == 0) {
		close(door);
		signal(SIGCHLD, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		sigprocmask(SIG_SETMASK, outside, NULL);
		entertain(guest);
	}
	if (host == -1)
		complain("fork");
	else
		guests_now++;
	close(guest);
	return true;
}

/* Lets the signals in that came while there was no rest. */
static void look_up(const sigset_t *outside, const sigset_t *inside)
{
	sigprocmask(SIG_SETMASK, outside, NULL);
	sigprocmask(SIG_SETMASK, inside, NULL);
}

/* Until it is told to stop; signals come where it waits. */
static bool keep_house(int door, long chairs)
{
	sigset_t outside, inside;

	sigprocmask(SIG_BLOCK, NULL, &outside);
	inside = outside;
	sigaddset(&inside, SIGCHLD);
	sigaddset(&inside, SIGTERM);
	sigprocmask(SIG_SETMASK, &inside, NULL);
	while (!told_to_stop) {
		struct pollfd bell = { .fd = door, .events = POLLIN };

		wait_for_a_chair(chairs, &outside);
		if (ppoll(&bell, 1, NULL, &outside) > 0 &&
			!admit(door, &outside))
			return false;
		look_up(&outside, &inside);
	}
	close(door);
	while (wait(NULL) != -1 || errno == EINTR)
		;
	return true;
}

static int open_house(long port)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	int yes = 1,
	    door = socket(
		    PF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);

	here.sin_port = htons((in_port_t)port);
	if (door == -1)
		return -1;
	if (setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes,
		    sizeof yes) == 0 &&
		bind(door, (struct sockaddr *)&here, sizeof here) ==
			0 &&
		listen(door, SOMAXCONN) == 0)
		return door;
	return -1; /* the caller ends, and the door with it */
}

int main(int argc, char **argv)
{
	long chairs = 100, port = 0;
	int letter;

	opterr = 0;
	while ((letter = getopt(argc, argv, "+c:")) == 'c')
		if ((chairs = to_number(optarg, GUESTS_MAX)) == 0)
			break;
	if (letter == -1 && optind == argc - 1)
		port = to_number(argv[optind], PORT_MAX);
	if (port == 0) {
		fputs(USAGE, stderr);
		return EXIT_FAILURE;
	}
	signal(SIGPIPE, SIG_IGN);
	if (!handle(SIGCHLD, note_child) || !handle(SIGTERM, note_stop))
		return complain("sigaction");
	int door = open_house(port);
	if (door == -1)
		return complain("listen");
	if (!keep_house(door, chairs))
		return complain("accept");
	return EXIT_SUCCESS;
}
