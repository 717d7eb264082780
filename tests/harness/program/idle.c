/*
 * Sleeping or spinning; see idle.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "idle.h"

#include "observe.h"
#include "verdict.h"

/* How it used the processor, until it is clear. */
struct idleness {
	struct program *program;
	uint64_t cpu_at_start_us;
	int rested; /* looks that found it asleep */
	bool spins;
};

enum { SPIN_US = 30000, MANY_LOOKS = 15 };

/*
 * Either it has used more processor time than any honest attempt
 * takes, or look after look finds it asleep.  Asleep without a
 * time-out it cannot begin to spin: one such look is enough.
 */
static bool idleness_is_clear(void *context)
{
	struct idleness *idle = context;
	struct observation seen;

	observe(program_process(idle->program), &seen);
	idle->rested += seen.all_sleep;
	idle->spins = seen.cpu_us > idle->cpu_at_start_us + SPIN_US;
	return idle->spins || seen.all_wait ||
		idle->rested >= MANY_LOOKS ||
		program_has_ended(idle->program);
}

void idle_expect(struct program *program, const char *when)
{
	struct observation seen;

	program_await_rest(program);
	observe(program_process(program), &seen);
	struct idleness idle = {
		.program = program,
		.cpu_at_start_us = seen.cpu_us,
	};
	program_await(
		program, idleness_is_clear, &idle, "the program waits");
	if (idle.spins)
		verdict(VERDICT_FAIL, "it sleeps", "it spins",
			"%s the program does not sleep: it asks again "
			"and again, and burns the processor",
			when);
}
