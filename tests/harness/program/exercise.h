/*
 * How a suite describes an exercise and its tests.
 *
 * A suite defines one `struct exercise` named `this_exercise` and any
 * number of tests:
 *
 *	EXERCISE_TEST(2, alias, .points = 5,
 *		.title = "an alias leads to its address",
 *		.section = "sec:nslookup-resolve",
 *		.hint = "...")
 *	{
 *		the dialogue with the program
 *	}
 *
 * Criterion registers, isolates and runs them; what a test finds goes
 * to its journal, never through Criterion.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "exercise_parts.h"

#include <criterion/criterion.h>

/* The test that is running in this process. */
const struct exercise_test *exercise_current(void);

/* Runs the body in its own network, with a journal and a clean-up. */
void exercise_run(const struct exercise_test *test, void (*body)(void));

/* Criterion's own limit is a safety net: verdicts come long before. */
#define EXERCISE_TEST(Step, Id, ...)                        \
	static const struct exercise_test exercise_##Id = { \
		.step = (Step), .id = #Id, __VA_ARGS__      \
	};                                                  \
	static void body_##Id(void);                        \
	Test(exercise, Id, .data = (void *)&exercise_##Id,  \
		.timeout = 120)                             \
	{                                                   \
		exercise_run(&exercise_##Id, body_##Id);    \
	}                                                   \
	static void body_##Id(void)

#endif
