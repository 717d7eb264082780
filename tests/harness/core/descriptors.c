/*
 * How many descriptors a process may have; see descriptors.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "descriptors.h"

#include "verdict.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

/* Those that Criterion and the box have, and some for looking. */
enum { OF_THE_GRADER = 100 };

static struct rlimit limit_of(unsigned count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the limit of descriptors: %s",
			strerror(errno));
	if (limit.rlim_max < count)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs %u open files, and this system allows "
			"%lu (ulimit -Hn)",
			count, (unsigned long)limit.rlim_max);
	return limit;
}

void descriptors_require(unsigned count)
{
	struct rlimit limit = limit_of(count + OF_THE_GRADER);

	if (limit.rlim_cur >= count + OF_THE_GRADER)
		return;
	limit.rlim_cur = count + OF_THE_GRADER;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the limit of descriptors: %s",
			strerror(errno));
}

void descriptors_require_for_program(unsigned count)
{
	limit_of(count);
}
