/*
 * Measures how strongly a stranger's program can be shut in on this
 * machine.  usage: level
 * Prints "sealed", "split-uid" or "shared-uid", and, if it is not
 * "sealed", the reason on a second line.  Exit status 1 if the machine
 * was too slow to find out: nobody is to be graded then.
 *
 * SPDX-License-Identifier: MIT
 */
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	char note[200];
	enum isolation level = probe_isolation(note, sizeof note);

	if (level == ISOLATION_UNTRIED) {
		fprintf(stderr, "%s\n", note);
		return EXIT_FAILURE;
	}
	printf("%s\n%s%s", isolation_name(level), note,
		note[0] != '\0' ? "\n" : "");
	return fflush(stdout) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
