/*
 * Moments, and the machine's own delay; see pace.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "pace.h"

#include "loop.h"
#include "observe.h"
#include "ticker.h"

#include <time.h>

enum {
	MOMENTS = 5,
	/* A clock in milliseconds has lost a part of one. */
	EARLY_US = 1000,
	/* Whoever is early for another reason is so by a wait. */
	PART_OF_WAIT = 16,
	/* To be woken, to look at the clock, to call the kernel. */
	LATE_US = 3000,
	/* How much worse the program may have it than we. */
	WORSE = 2,
	/*
	 * The time limit of a socket (SO_RCVTIMEO) waits in the
	 * kernel's timer wheel, whose steps grow with the time: it is
	 * late by up to an eighth of it.  Source: Linux,
	 * kernel/time/timer.c.
	 */
	PART_OF_LIMIT = 8,
};

int64_t pace_due_us(const struct pace *pace, unsigned number)
{
	return pace->first_us + ((1 << number) - 1) * pace->wait_us;
}

static void wait_for_next(struct pace *pace);

static void reach_moment(void *context)
{
	struct pace *pace = context;
	int64_t late = loop_now_us() - pace_due_us(pace, pace->next);

	if (late > pace->late_us)
		pace->late_us = late;
	pace_delay_us(pace);
	ticker_stop(pace->ticker);
	pace->ticker = -1;
	if (++pace->next < MOMENTS)
		wait_for_next(pace);
}

static void wait_for_next(struct pace *pace)
{
	pace->ticker = ticker_start(
		pace_due_us(pace, pace->next), 0, reach_moment, pace);
}

void pace_begin(struct pace *pace, struct program *program,
	int64_t wait_ms, int64_t first_us)
{
	*pace = (struct pace){
		.program = program,
		.wait_us = wait_ms * 1000,
		.first_us = first_us,
		.next = 1,
	};
	wait_for_next(pace);
}

void pace_end(struct pace *pace)
{
	if (pace->ticker != -1)
		ticker_stop(pace->ticker);
	pace->ticker = -1;
}

/* One tick of the clock that the kernel's coarse timers go by. */
static int64_t tick_us(void)
{
	struct timespec tick = { 0 };

	clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
	return tick.tv_sec * 1000000 + tick.tv_nsec / 1000;
}

/* What is known of a program that has ended stays. */
static void look_at(struct pace *pace)
{
	struct observation seen;

	if (program_has_ended(pace->program))
		return;
	observe(program_process(pace->program), &seen);
	if (seen.delay_us > pace->delay_us)
		pace->delay_us = seen.delay_us;
}

int64_t pace_delay_us(struct pace *pace)
{
	look_at(pace);
	return LATE_US + 2 * tick_us() + WORSE * pace->late_us +
		(int64_t)pace->delay_us;
}

int64_t pace_early_us(
	struct pace *pace, unsigned number, int64_t when_us)
{
	look_at(pace);
	int64_t early = pace_due_us(pace, number) - when_us;
	int64_t most = pace->wait_us / PART_OF_WAIT;
	int64_t delay = (int64_t)pace->delay_us;

	/* It may have been stopped anywhere, and hardly just there. */
	return early > EARLY_US + (delay < most ? delay : most) ? early
								: 0;
}

int64_t pace_late_us(struct pace *pace, unsigned number,
	int64_t before_us, int64_t when_us)
{
	int64_t due = pace_due_us(pace, number);
	int64_t wait = due - pace_due_us(pace, number - 1);
	int64_t from_before = before_us + wait;
	int64_t late =
		when_us - (from_before > due ? from_before : due);

	return late > pace_delay_us(pace) + wait / PART_OF_LIMIT ? late
								 : 0;
}
