/*
 * Tests of what an exercise lets its program have, exercise_parts.h:
 * more processes and fewer descriptors than usual.
 *
 * SPDX-License-Identifier: MIT
 */
#include "observe.h"
#include "trial.h"

#include <stdlib.h>
#include <string.h>

enum { PROCESSES = 700, DESCRIPTORS = 20, MANY = 620 };

const struct exercise this_exercise = { .program = "actor",
	.processes = PROCESSES,
	.descriptors = DESCRIPTORS };

TestSuite(allowance, .init = trial_begin, .fini = trial_end,
	.timeout = 120);

/* They are more than one read of the kernel's list tells. */
Test(allowance, an_exercise_may_ask_for_many_processes)
{
	struct program *program =
		trial_start("children=620", "out=all", "pause");
	struct observation seen;

	program_await_output(program, "all");
	trial_errors(program, "children 620\n");
	observe(program_process(program), &seen);
	cr_assert(seen.processes == MANY + 1, "%u", seen.processes);
}

Test(allowance, and_has_no_more_than_that)
{
	struct program *program = trial_start("children=800", "exit=0");
	const char *said;

	program_finish(program);
	said = program_errors(program, NULL);
	cr_assert(strncmp(said, "children ", 9) == 0, "%s", said);
	int made = atoi(said + 9);
	cr_assert(made > MANY && made < PROCESSES, "%d", made);
}

Test(allowance, an_exercise_may_give_few_descriptors)
{
	struct program *program = trial_start("udp=a", "datagrams=9",
		"move=19", "sendto=a", "move=20", "sendto=a", "exit=0");

	program_finish(program);
	trial_errors(program, "udp 1\nsendto 1\nsendto EBADF\n");
}
