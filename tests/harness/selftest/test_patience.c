/*
 * Tests of when a run is cut short, patience.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "patience.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { COUNT = 8, LIMIT_MS = 12000, LATE_MS = 12500, EARLY_MS = 11900 };

static char pressure[] = "/tmp/test-patience.XXXXXX";

/* So many tests timed out, two have passed, others are to come. */
static void make_results(struct result *results, size_t timeouts)
{
	for (size_t i = 0; i < COUNT; i++)
		results[i].status = i < timeouts ? STATUS_TIMEOUT
			: i < timeouts + 2	 ? STATUS_PASS
						 : STATUS_NOT_RUN;
}

/* A machine where this share of the time somebody waits, in percent. */
static struct patience on_machine(double share)
{
	int fd = mkstemp(pressure);

	cr_assert(fd != -1);
	dprintf(fd, "some avg10=%.2f avg60=0.00 avg300=0.00 total=1\n",
		share);
	close(fd);
	return (struct patience){
		.limit_ms = LIMIT_MS,
		.pressure = pressure,
	};
}

static bool is_over(double share, size_t timeouts, int64_t elapsed_ms,
	struct patience *patience)
{
	struct result results[COUNT] = { 0 };

	make_results(results, timeouts);
	*patience = on_machine(share);
	bool over =
		patience_is_over(patience, results, COUNT, elapsed_ms);
	unlink(pressure);
	return over;
}

Test(patience, ends_for_a_program_that_hangs_again_and_again)
{
	struct patience patience;

	cr_assert(is_over(99, 6, LATE_MS, &patience));
	cr_assert_str_eq(patience.verdict,
		"Ended after 12 seconds: the program did not come to "
		"an end in 6 of the 8 tests so far. The others were "
		"not run.");
}

Test(patience, ends_for_a_slow_program_on_a_quiet_machine)
{
	struct patience patience;

	cr_assert(is_over(3, 0, LATE_MS, &patience));
	cr_assert_str_eq(patience.verdict,
		"Ended after 12 seconds: the program is so slow that "
		"only 2 tests have come to an end. The others were "
		"not run.");
}

Test(patience, goes_on_with_a_program_that_also_passes_tests)
{
	struct patience patience;

	cr_assert_not(is_over(99, 5, LATE_MS, &patience));
}

Test(patience, does_not_blame_a_program_for_a_busy_machine)
{
	struct patience patience;

	cr_assert_not(is_over(80, 2, LATE_MS, &patience));
	cr_assert_str_empty(patience.verdict);
}

Test(patience, waits_until_the_limit)
{
	struct patience patience;

	cr_assert_not(is_over(3, 5, EARLY_MS, &patience));
}

Test(patience, has_no_end_without_a_limit)
{
	struct result results[COUNT] = { 0 };
	struct patience patience = { .pressure = "/proc/pressure/cpu" };

	make_results(results, 5);
	cr_assert_not(
		patience_is_over(&patience, results, COUNT, LATE_MS));
}

Test(patience, takes_a_machine_that_does_not_tell_for_busy)
{
	struct result results[COUNT] = { 0 };
	struct patience patience = {
		.limit_ms = LIMIT_MS,
		.pressure = "/nowhere/at/all",
	};

	make_results(results, 0);
	cr_assert_not(
		patience_is_over(&patience, results, COUNT, LATE_MS));
}
