/*
 * The process in which Criterion runs the tests: launch.c starts it,
 * and another one if it does not get to all of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RUNNER_H
#define RUNNER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct criterion_test_set;

/* The exit status of a runner whose pid, its name in /tmp, is taken. */
enum { RUNNER_HAS_NO_NAME = 3 };

struct runner_plan {
	struct criterion_test_set *set; /* all not disabled */
	size_t tests_at_once;
	bool one_failure_is_enough;
	/* Signals that the caller blocks and a runner does not. */
	const sigset_t *unblocked;
};

/*
 * Starts a runner.  Result: its pid, or -1 with errno.  What becomes of
 * the tests, journals tell.
 */
pid_t runner_start(const struct runner_plan *plan);

/* What a runner and its tests were seen doing; begin with all zero. */
struct runner_watch {
	int64_t next_look_us;
	int looks;
	int quiet_looks; /* the last ones: nothing has run */
	uint64_t signature;
};

/*
 * Ask again and again: true when neither the runner nor any test nor
 * program has run for seconds, or if it takes minutes.  A test that
 * waits looks at its program every 2 ms (loop.h).  Criterion 2.4.1
 * stands still, very rarely, when a worker ends: the thread that
 * notices it waits for the one that waits for it.
 */
bool runner_is_stuck(pid_t runner, struct runner_watch *watch);

/*
 * Ends it with all that it started, which become our children, and
 * clears /tmp.  It must not have been waited for: its pid is its own.
 */
void runner_end(pid_t runner);

#endif
