/*
 * One run of a suite over one program: what the report (report.h) and
 * the result record (record.h) are made from, besides the journals.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RUN_H
#define RUN_H

#include "exercise_parts.h"

#include <stdbool.h>
#include <stddef.h>

struct cause;
struct earlier;

struct run {
	const struct exercise *exercise;
	/* All tests of the suite, also those that were not asked for;
	 * within a step in the order in which they are shown. */
	const struct exercise_test *const *tests;
	size_t test_count;
	const struct section *sections; /* of the chapter's text */
	size_t section_count;
	/* The chapter's, of causes.h, or NULL if there are none. */
	const struct cause *causes;
	const char *directory; /* where the journals are */
	const char *results_path; /* the result record */
	const char *isolation; /* "sealed" and so on; isolation.h */
	const char *isolation_note; /* why it is weaker, or NULL */
	unsigned long long seed; /* below 2^53, to be exact in JSON */
	const char *started; /* ISO 8601, UTC */
	bool verbose; /* transcripts of passing tests, too */
	bool selection; /* only some of the tests were asked for */
	const char *source; /* the reader's file, as it is shown */
	/* The folder that the book is made in; NULL: not looked for. */
	const char *build;
	const char *solution; /* ours, or NULL if there is none here */
	const char *build_log; /* what the compiler said, or NULL */
	bool build_failed;
	int warnings; /* of the compiler */
	/* Of the runs before this one, or NULL if they do not count. */
	const struct earlier *earlier;
	const char *cut_short; /* why not all tests were run, or NULL */
};

/* Is it the program's own fault that some tests were not run? */
bool run_is_cut_short(const struct run *run);

/* The section with this id, or NULL if the text has none. */
const struct section *run_section(
	const struct run *run, const char *id);

/* The step's title, or "" if the exercise has no such step. */
const char *run_step_title(const struct run *run, int step);

#endif
