/*
 * Memory that grows; see growth.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "growth.h"

#include "observe.h"
#include "reach.h"
#include "verdict.h"

long growth_measure(struct program *program)
{
	reach_require();
	program_await_rest(program);
	long bytes = observe_memory(program_process(program));
	if (bytes < 0)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the program's memory cannot be measured");
	return bytes;
}

/*
 * AddressSanitizer keeps some 200 bytes of each thread that ever was,
 * 600 where fifty are there together, which is no program's fault.
 */
void growth_expect_none(struct program *program, long before, int count,
	const char *of_them, unsigned threads)
{
	enum { NOISE = 24 << 10, OF_A_THREAD = 1000 };
	long more = growth_measure(program) - before;

	if (more > (threads > 1 ? OF_A_THREAD * count : NOISE))
		verdict(VERDICT_FAIL, "as much memory as before",
			"more memory",
			"while it served %d %s the server's "
			"memory has grown by %ld KiB, about %ld bytes "
			"for each",
			count, of_them, more / 1024, more / count);
}
