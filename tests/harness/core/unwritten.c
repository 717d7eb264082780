/*
 * What skeletons say of a step that is not written yet; see
 * unwritten.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unwritten.h"

#include <string.h>

enum { MOST_STEPS = 99 };

/* Digits that are too many are no number of a step. */
static int read_number(const char *digits)
{
	int number = 0;

	while (*digits >= '0' && *digits <= '9' && number <= MOST_STEPS)
		number = 10 * number + (*digits++ - '0');
	return number <= MOST_STEPS ? number : 0;
}

int unwritten_step(const char *text)
{
	const char *end = strstr(text, UNWRITTEN);

	/* The last "step " before these words has the number. */
	for (const char *at = end; at != NULL && at >= text; at--)
		if (strncmp(at, "step ", 5) == 0)
			return read_number(at + 5);
	return 0;
}
