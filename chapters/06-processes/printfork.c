/*
 * printfork - print one line, then become two processes
 *
 * usage: printfork
 *
 * Try: ./printfork, and ./printfork | cat
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	puts("one line");
	pid_t child = fork();

	if (child == -1)
		err(EXIT_FAILURE, "cannot make a process");
	/* No signal has a handler here, so none interrupts the wait. */
	if (child > 0 && waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "cannot wait for the child");
	return EXIT_SUCCESS;
}
