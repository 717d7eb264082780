/*
 * What earlier runs came to: from the record that this one replaces.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EARLIER_H
#define EARLIER_H

#include "result.h"

#include <jansson.h>

/* The marks that stand before tests in the report. */
enum mark {
	MARK_PASSED = 1,
	MARK_FAILED = 2,
	MARK_UNWRITTEN = 4,
	MARK_UNDECIDED = 8,
	MARK_SKIPPED = 16,
};

enum mark mark_of(const struct result *result);

struct earlier {
	/* By id, whether the test passed when it was last judged, with
	 * the same file; NULL: there is no such run. */
	json_t *tests;
	unsigned marks; /* those that the reader has seen */
};

/*
 * Reads the record at the run's results_path; without one, or with one
 * that cannot be read, nothing is known.
 */
struct earlier earlier_read(const struct run *run);

/* How tests changed since then. */
struct change {
	size_t mended;
	size_t broke;
};

struct change earlier_change(const struct earlier *earlier,
	const struct result *results, size_t count);

/* Did the test pass then, and does it fail now? */
bool earlier_broke(
	const struct earlier *earlier, const struct result *result);

/* For the new record; null if nothing is known. */
json_t *earlier_json(const struct earlier *earlier);

#endif
