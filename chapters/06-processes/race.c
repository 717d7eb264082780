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
#include <unistd.h>

static volatile sig_atomic_t ended;

static void note_end(int number)
{
	(void)number;
	ended = 1;
}

/* Returns when the handler has run. */
static void let_it_end(pid_t child)
{
	if (kill(child, SIGKILL) == -1)
		err(EXIT_FAILURE, "cannot end the child");
	while (!ended)
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
		for (;;)
			pause();
	while (!ended) {
		let_it_end(child); /* elsewhere it happens by chance */
		pause();
	}
	puts("the child has ended");
	return EXIT_SUCCESS;
}
