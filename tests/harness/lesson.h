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

/* Writes the lesson of a result whose status is a failure. */
void lesson_print(struct page *page, const struct run *run,
	const struct result *result);

/*
 * Writes the short lesson of a step that nothing has been written for
 * yet: where to begin.  result: any of the step's failed tests.
 */
void lesson_print_beginning(struct page *page, const struct run *run,
	const struct result *result);

#endif
