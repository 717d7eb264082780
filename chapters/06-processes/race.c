/*
 * race - look whether a child has ended, and if not, wait for a signal
 *
 * usage: race
 *
 * Never ends: the signal comes between the look and the wait.
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t ended;

static void note_end(int number)
{
	(void)number;
	ended = 1;
}

/* A tenth of a second that no signal interrupts. */
static void be_busy(void)
{
	clock_t end = clock() + CLOCKS_PER_SEC / 10;

	while (clock() < end)
		;
}

int main(void)
{
	if (signal(SIGCHLD, note_end) == SIG_ERR)
		err(EXIT_FAILURE, "cannot watch children");
	pid_t child = fork();

	if (child == -1)
		err(EXIT_FAILURE, "cannot make a process");
	if (child == 0)
		_exit(EXIT_SUCCESS);
	while (!ended) {
		be_busy(); /* elsewhere it takes a microsecond */
		pause();
	}
	puts("the child has ended");
	return EXIT_SUCCESS;
}
