/*
 * What should happen at once.  A loaded machine must not cost points:
 * what it needs itself is measured beside, by a ticker of the test's
 * own loop that is late when the machine is, and by what the kernel
 * tells of the time for which the program could have run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SOON_H
#define SOON_H

#include "program.h"

#include <stdint.h>

/* What "at once" and "as soon as" mean in the contracts. */
enum { SOON_AT_ONCE_MS = 500 };

/*
 * As program_await; and it has to come true within so many milliseconds
 * from now, and what the machine needs.
 */
void soon_await(struct program *program, loop_condition *condition,
	void *context, int64_t within_ms, const char *expected);

/* The program ends within that time, with whatever status. */
void soon_finish(struct program *program, int64_t within_ms);

#endif
