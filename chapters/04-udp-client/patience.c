/*
 * patience - compare a time-out with a deadline
 *
 * usage: patience timeout|deadline strangers|signals
 *
 * Wants to wait half a second for a reply that never comes, while for a
 * second something disturbs it twenty times a second.
 * Try: ./patience timeout strangers
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for ppoll */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	DISTURBANCES = 20,
	PAUSE_MS = 50,
	NS_PER_S = 1000000000,
	HALF_A_SECOND_NS = NS_PER_S / 2,
};

static int64_t now(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_MONOTONIC, &time) == -1)
		err(EXIT_FAILURE, "cannot read the clock");
	return (int64_t)time.tv_sec * NS_PER_S + time.tv_nsec;
}

static void do_nothing(int number)
{
	(void)number;
}

/* Returns a socket that is bound to loopback, and its address. */
static int open_socket(struct sockaddr_in *own)
{
	socklen_t size = sizeof *own;
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	*own = (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	if (sock == -1 ||
		bind(sock, (struct sockaddr *)own, size) == -1 ||
		getsockname(sock, (struct sockaddr *)own, &size) == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	return sock;
}

/* What the child does: a datagram or a signal, twenty times. */
static void disturb(const struct sockaddr_in *victim, bool by_signals)
{
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	for (int i = 0; i < DISTURBANCES; i++) {
		poll(NULL, 0, PAUSE_MS);
		if (by_signals)
			kill(getppid(), SIGUSR1);
		else
			sendto(sock, "psst", 4, 0,
				(const struct sockaddr *)victim,
				sizeof *victim);
	}
	_exit(EXIT_SUCCESS);
}

static pid_t start_disturbing(
	const struct sockaddr_in *victim, bool by_signals)
{
	struct sigaction action = { .sa_handler = do_nothing };

	if (sigaction(SIGUSR1, &action, NULL) == -1)
		err(EXIT_FAILURE, "cannot prepare for signals");
	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "cannot start a child");
	if (child == 0)
		disturb(victim, by_signals);
	return child;
}

/* Each call may wait half a second. */
static void wait_with_timeout(int sock)
{
	struct timeval half = { .tv_usec = 500000 };
	char word[64];

	if (setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &half,
		    sizeof half) == -1)
		err(EXIT_FAILURE, "cannot set a time limit");
	while (recv(sock, word, sizeof word, 0) != -1 || errno == EINTR)
		; /* not the reply: wait on */
}

/* All calls together may wait half a second. */
static void wait_with_deadline(int sock)
{
	int64_t deadline = now() + HALF_A_SECOND_NS;
	struct pollfd arrival = { .fd = sock, .events = POLLIN };
	char word[64];
	int64_t left;

	while ((left = deadline - now()) > 0) {
		struct timespec rest = { .tv_nsec = left };

		if (ppoll(&arrival, 1, &rest, NULL) == 1)
			recv(sock, word, sizeof word, MSG_DONTWAIT);
	}
}

int main(int argc, char *argv[])
{
	if (argc != 3) {
		fputs("USAGE: patience timeout|deadline "
		      "strangers|signals\n",
			stderr);
		return EXIT_FAILURE;
	}
	struct sockaddr_in own;
	int sock = open_socket(&own);
	pid_t child =
		start_disturbing(&own, strcmp(argv[2], "signals") == 0);
	int64_t start = now();
	if (strcmp(argv[1], "timeout") == 0)
		wait_with_timeout(sock);
	else
		wait_with_deadline(sock);
	printf("gave up after %.1f s\n",
		(double)(now() - start) / NS_PER_S);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(sock);
	return EXIT_SUCCESS;
}
