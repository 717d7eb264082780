/*
 * Tests of moments, pace.h, and of the loop's ticker, ticker.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "loop.h"
#include "pace.h"
#include "ticker.h"
#include "trial.h"

enum { WAIT_MS = 20, WAIT_US = 20000, LONG_US = 60000000 };

TestSuite(pace, .init = trial_begin, .fini = trial_end, .timeout = 120);

static bool never(void *context)
{
	(void)context;
	return false;
}

static void let_pass(int64_t microseconds)
{
	loop_until(never, NULL, loop_now_us() + microseconds);
}

static struct pace pace;

static void begin(void)
{
	pace_begin(&pace, trial_start("pause"), WAIT_MS, loop_now_us());
}

Test(pace, moments_are_1_3_7_and_15_waits_behind_the_first)
{
	static const int waits[] = { 0, 1, 3, 7, 15 };

	begin();
	for (unsigned i = 0; i < 5; i++) {
		int64_t after =
			pace_due_us(&pace, i) - pace_due_us(&pace, 0);
		cr_assert(after == waits[i] * WAIT_US, "%u", i);
	}
	pace_end(&pace);
}

Test(pace, to_be_on_time_is_neither_early_nor_late)
{
	begin();
	for (unsigned i = 1; i < 5; i++) {
		int64_t due = pace_due_us(&pace, i);

		cr_assert(pace_early_us(&pace, i, due) == 0, "%u", i);
		cr_assert(pace_late_us(&pace, i,
				  pace_due_us(&pace, i - 1), due) == 0,
			"%u", i);
	}
	pace_end(&pace);
}

Test(pace, a_minute_is_too_much)
{
	begin();
	int64_t due = pace_due_us(&pace, 1);
	cr_assert(pace_early_us(&pace, 1, due - LONG_US) == LONG_US,
		"not early");
	cr_assert(pace_late_us(&pace, 1, pace_due_us(&pace, 0),
			  due + LONG_US) == LONG_US,
		"not late");
	pace_end(&pace);
}

/* As recv is with SO_RCVTIMEO, on a machine that has nothing to do. */
Test(pace, the_kernels_coarse_timers_may_be_late_by_an_eighth)
{
	pace_begin(&pace, trial_start("pause"), 1000, loop_now_us());
	int64_t due = pace_due_us(&pace, 1);
	cr_assert(pace_late_us(&pace, 1, pace_due_us(&pace, 0),
			  due + 1000000 / 8) == 0,
		"late");
	cr_assert(pace_late_us(&pace, 1, pace_due_us(&pace, 0),
			  due + 1000000) == 1000000,
		"not late");
	pace_end(&pace);
}

/* Whoever was late once may count from there. */
Test(pace, the_time_before_may_have_been_late)
{
	begin();
	cr_assert(
		pace_late_us(&pace, 2, pace_due_us(&pace, 1) + LONG_US,
			pace_due_us(&pace, 2) + LONG_US) == 0,
		"late");
	pace_end(&pace);
}

/* It was asked to wait, and waited as long as its moments are. */
Test(pace, the_machines_own_delay_is_measured_beside)
{
	begin();
	pace_end(&pace);
	int64_t before = pace_delay_us(&pace);
	cr_assert(before > 0, "a clock of no grain");
	pace.next = 1;
	pace.late_us = LONG_US;
	cr_assert(pace_delay_us(&pace) >= before + LONG_US,
		"our own delay is not the machine's");
}

Test(pace, all_moments_are_waited_for)
{
	begin();
	let_pass(16 * WAIT_US);
	cr_assert(pace.next == 5, "%u", pace.next);
	cr_assert(pace.ticker == -1, "it goes on");
}

/* --- the ticker --- */

static void count(void *context)
{
	++*(int *)context;
}

Test(pace, a_ticker_ticks_until_it_is_stopped)
{
	int ticks = 0;
	int ticker =
		ticker_start(loop_now_us() + 1000, 1000, count, &ticks);

	while (ticks < 3)
		let_pass(1000);
	ticker_stop(ticker);
	ticks = 0;
	let_pass(5000);
	cr_assert(ticks == 0, "%d", ticks);
}

Test(pace, a_ticker_may_tick_once_and_at_once)
{
	int ticks = 0;
	int ticker =
		ticker_start(loop_now_us() - LONG_US, 0, count, &ticks);

	let_pass(5000);
	cr_assert(ticks == 1, "%d", ticks);
	ticker_stop(ticker);
}
