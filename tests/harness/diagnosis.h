/*
 * From what failed to what the author of the program may believe: the
 * rules of a chapter, evaluated over the results of a run.  They stand
 * in tests/NN-name/misconceptions.c, beside the suite:
 *
 *	const struct misconception chapter_misconceptions[] = {
 *		{ .phrase = "takes the first address for the only one",
 *			.fails = "three_addresses every_byte_value",
 *			.passes = "unknown_name",
 *			.clues = { { "three_addresses", IN_MESSAGE,
 *				"* is missing" } } },
 *		{ .phrase = NULL },
 *	};
 *
 * A rule is about tests that say something.  One that was skipped, not
 * run, or not judged says nothing, and neither does a test of a step
 * that the program itself calls not written yet, nor of a later one;
 * nor do the last steps if none of their tests has passed, as long as
 * something fails before them.
 *
 * The mistake that explains all that failed is named; or two, if both
 * are needed for that.  Of several the one with the most clues wins. If
 * it cannot be decided, none is named: no word is better than a wrong
 * one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include "result.h"

#include <stdbool.h>

/* Where a clue is looked for. */
enum clue_place {
	IN_STATUS, /* "timeout", "sanitizer", ... */
	IN_MESSAGE,
	IN_EXPECTED,
	IN_ACTUAL,
	IN_EVENTS, /* one is "dns asked A heron.example.test? (UDP)" */
};

struct clue {
	const char *test; /* its id; NULL ends the clues */
	enum clue_place place;
	/* As fnmatch(3) of glibc has it, with FNM_EXTMATCH: "*(" is
	 * not a star and a bracket.  "\" is itself. */
	const char *pattern;
};

struct misconception {
	/* Behind "It looks as if the program "; NULL ends the rules. */
	const char *phrase;
	/* The tests that fail because of it: at least one of them has
	 * to say something, and each that does has failed. */
	const char *fails;
	/* These have to have passed: for what a step that is not
	 * written yet does, too, without saying so. */
	const char *passes;
	/* All of them have to be there. */
	struct clue clues[4];
	/* Is it proven by its clues, whatever else has failed? */
	bool certain;
};

/*
 * The rules of the chapter.  Weak: a chapter may have none, and then
 * the address is NULL.
 */
extern const struct misconception chapter_misconceptions[]
	__attribute__((weak));

/*
 * Sets the `misconception` of those failed tests that a rule explains;
 * rules may be NULL.  Result: 0, or -1 with errno (ENOMEM).
 */
int diagnose(const struct misconception *rules, struct result *results,
	size_t count);

#endif
