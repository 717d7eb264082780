/*
 * The moments at which a program should act again, 1, 3, 7 and 15 times
 * its first wait after it has acted for the first time, and how far the
 * machine itself is from keeping such moments.
 *
 * A program that is late may have had to wait for the processor, or the
 * whole machine stood still.  So the harness waits beside it, for the
 * same moments, in the same loop, and sees how late it is itself; the
 * kernel tells how long the program could have run and had to wait; and
 * a clock that ticks coarsely may be two ticks late, a time limit of a
 * socket by an eighth.  All of that is the machine's delay.  A program
 * that is later than that is late whatever the machine does, and one
 * that is early is early.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PACE_H
#define PACE_H

#include "program.h"

#include <stdbool.h>
#include <stdint.h>

struct pace {
	struct program *program;
	int64_t wait_us; /* the first */
	int64_t first_us; /* when the program has begun */
	unsigned next; /* the moment that is waited for */
	int64_t late_us; /* the most that we were late ourselves */
	uint64_t delay_us; /* what the program had to wait for */
	int ticker;
};

/*
 * Begins to wait beside the program, which has done something for the
 * first time at first_us.
 */
void pace_begin(struct pace *pace, struct program *program,
	int64_t wait_ms, int64_t first_us);
void pace_end(struct pace *pace);

/* The moment of the number-th time: 0 is the first, 4 is the end. */
int64_t pace_due_us(const struct pace *pace, unsigned number);

/* What the machine needs: asked while the program is there. */
int64_t pace_delay_us(struct pace *pace);

/*
 * How much too early the number-th time was, if more than can be told
 * from a program that looks at its clock, is stopped, and then acts;
 * else 0.
 */
int64_t pace_early_us(
	struct pace *pace, unsigned number, int64_t when_us);

/*
 * How much too late, after the time before it at before_us; else 0.
 * It may count from there or from the first time.
 */
int64_t pace_late_us(struct pace *pace, unsigned number,
	int64_t before_us, int64_t when_us);

#endif
