/*
 * How far a run is, for a reader who waits at a terminal, and when a
 * run is not worth waiting for any more: a program that hangs or runs
 * in circles does so in test after test, and each costs a second or
 * more.  Used by launch.c between looks at the journals.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PATIENCE_H
#define PATIENCE_H

#include "result.h"

#include <stdbool.h>
#include <stdint.h>

struct patience {
	int64_t limit_ms; /* of the whole run; 0: no limit */
	/* What says how busy the machine is, as /proc/pressure/cpu. */
	const char *pressure;
	bool shown; /* a line on the terminal says how far it is */
	char verdict[200]; /* why the run was cut short, or "" */
};

/*
 * Looks at a run that has lasted for so long.  Result: true if it is to
 * be cut short; `verdict` then says why.  Only a program that hangs in
 * most tests, or that was slow on a machine which was not, makes a run
 * worthless: on a busy machine a good one takes long, too.
 */
bool patience_is_over(struct patience *patience,
	const struct result *results, size_t count, int64_t elapsed_ms);

/*
 * Shows on the terminal how many tests have ended, from half a second
 * on.  Nothing is written where stdout is no terminal.
 */
void patience_show(struct patience *patience,
	const struct result *results, size_t count, int64_t elapsed_ms);

/* Takes that line away again, if there is one. */
void patience_hide(struct patience *patience);

#endif
