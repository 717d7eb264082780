/*
 * twice - one call, and two processes return from it
 *
 * usage: twice
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
	int number = 1;
	pid_t child = fork();

	if (child == -1)
		err(EXIT_FAILURE, "cannot make a process");
	if (child == 0) {
		number++;
		printf("child: %d, number is %d\n", (int)child, number);
		return EXIT_SUCCESS;
	}
	/* No signal has a handler here, so none interrupts the wait. */
	if (waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "cannot wait for the child");
	printf("parent: %d, number is %d\n", (int)child, number);
	return EXIT_SUCCESS;
}
