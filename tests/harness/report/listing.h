/*
 * The tests of a run, each on a line of its own, step by step.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LISTING_H
#define LISTING_H

#include "page.h"
#include "result.h"

/* What is listed. */
struct listing {
	const struct run *run;
	const struct result *results;
	size_t count; /* without the tests that a selection left out */
	const struct result *open; /* the test that is told in full */
};

/*
 * Lists the steps with their tests.  Failures of the open test's step
 * come with their verdict, except for that test itself, which has a
 * lesson; later ones are dimmed, and have theirs with V=1.
 */
void listing_print(struct page *page, const struct listing *tests);

/* Says why tests were skipped or not judged, each reason once. */
void listing_print_reasons(
	struct page *page, const struct listing *tests);

#endif
