/*
 * One failed test told in full: the verdict, what was expected beside
 * what came, the exchange as a diagram, where to read, and a hint.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LESSON_H
#define LESSON_H

#include "page.h"
#include "result.h"

/* How much of what failed has the same cause. */
struct share {
	size_t tests; /* with the cause of the one that is told */
	size_t failed; /* in all, but for steps that are not written */
};

/*
 * Writes the lesson of a result whose status is a failure: with the
 * section and the hint of its cause, or else those of the test.
 */
void lesson_print(struct page *page, const struct run *run,
	const struct result *result, const struct share *share);

/* The id of the section that this lesson sends the reader to. */
const char *lesson_section(const struct result *result);

/*
 * Writes the short lesson of a step that nothing has been written for
 * yet: where to begin.  result: any of the step's failed tests.
 */
void lesson_print_beginning(struct page *page, const struct run *run,
	const struct result *result);

#endif
