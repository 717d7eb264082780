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

#include <criterion/criterion.h>
#include <stddef.h>

/* What a test cannot do without. */
enum {
	/* A network of its own. */
	NEEDS_NETWORK = 1,
	/* An /etc/hosts of its own. */
	NEEDS_HOSTS = 2,
	/* Not a need: the only IPv6 address of the machine is ::1. */
	IPV6_LOOPBACK_ONLY = 4,
};

struct exercise_test {
	int step;
	const char *id;
	const char *title; /* a sentence about a right program */
	const char *section; /* id of a section of the chapter */
	const char *contract; /* cases of it in the chapter */
	const char *hint;
	int points;
	unsigned needs;
};

struct exercise_step {
	int number;
	const char *title;
};

struct exercise {
	int chapter;
	const char *key; /* of the folders: "01-name-lookup" */
	const char *name; /* of the chapter */
	const char *program; /* "nslookup" */
	const struct exercise_step *steps;
	size_t step_count;
	/* What its program may have at most; 0: 256 of each. */
	unsigned descriptors;
	unsigned processes; /* and threads */
};

/* One heading of the chapter; the build makes the table. */
struct section {
	const char *id;
	const char *number;
	const char *title;
	int line; /* of the chapter's text */
};

extern const struct exercise this_exercise;
extern const struct section chapter_sections[];
extern const size_t chapter_section_count;

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
