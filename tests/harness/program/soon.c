/*
 * What should happen at once; see soon.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "soon.h"

#include "observe.h"
#include "ticker.h"
#include "verdict.h"

enum {
	/* Longer than two looks that prove a standstill. */
	TICK_US = 50000,
	/* How much worse the program may have it than we. */
	WORSE = 2,
};

struct watch {
	struct program *program;
	int64_t begun_us;
	int64_t expected_us; /* the next tick */
	int64_t late_us; /* what the ticks were late, together */
	uint64_t delay_before_us;
	uint64_t delay_us;
	int ticker;
};

static uint64_t delay_of(const struct program *program)
{
	struct observation seen;

	observe(program_process(program), &seen);
	return seen.delay_us;
}

static void tick(void *context)
{
	struct watch *watch = context;
	int64_t now = loop_now_us();

	if (now > watch->expected_us)
		watch->late_us += now - watch->expected_us;
	watch->expected_us = now + TICK_US;
}

/* A verdict may have left it before its end. */
static struct watch *begin(struct program *program)
{
	static struct watch last = { .ticker = -1 };
	struct watch *watch = &last;
	int64_t now = loop_now_us();

	if (watch->ticker != -1)
		ticker_stop(watch->ticker);
	*watch = (struct watch){
		.program = program,
		.begun_us = now,
		.expected_us = now + TICK_US,
		.delay_before_us = delay_of(program),
	};
	watch->ticker =
		ticker_start(now + TICK_US, TICK_US, tick, watch);
	return watch;
}

static void end(
	struct watch *watch, int64_t within_ms, const char *expected)
{
	int64_t took = loop_now_us() - watch->begun_us;
	int64_t most = loop_deadline(within_ms) - loop_now_us();

	ticker_stop(watch->ticker);
	watch->ticker = -1;
	uint64_t delay = delay_of(watch->program);
	if (delay > watch->delay_before_us)
		most += (int64_t)(delay - watch->delay_before_us);
	most += WORSE * watch->late_us;
	if (took > most)
		verdict(VERDICT_FAIL, "at once", "late",
			"it should come to this at once: %s; but it "
			"takes %lld ms",
			expected, (long long)(took / 1000));
}

void soon_await(struct program *program, loop_condition *condition,
	void *context, int64_t within_ms, const char *expected)
{
	struct watch *watch = begin(program);

	program_await(program, condition, context, expected);
	end(watch, within_ms, expected);
}

void soon_finish(struct program *program, int64_t within_ms)
{
	struct watch *watch = begin(program);

	program_finish(program);
	end(watch, within_ms, "the program ends");
}
