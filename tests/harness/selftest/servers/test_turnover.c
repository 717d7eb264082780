/*
 * Tests of what many clients leave behind, turnover.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "trial.h"
#include "turnover.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(turnover, .init = begin, .fini = trial_end, .timeout = 120);

enum { CLIENTS = 20 };

static struct turnover turnover;

static void begin_with(const struct server *server)
{
	turnover_begin(&turnover, server);
	turnover_serve_in_turn(server, CLIENTS);
}

Test(turnover, nothing_is_left)
{
	struct server server = server_start();

	begin_with(&server);
	TRY(turnover_expect_nothing(&turnover, CLIENTS));
	trial_no_verdict();
	turnover_lose_clients(&server);
	TRY(turnover_expect_nothing(&turnover, CLIENTS));
	trial_no_verdict();
}

Test(turnover, many_leave_nothing)
{
	struct server server = server_start();

	TRY(turnover_expect_many(&server));
	trial_no_verdict();
}

Test(turnover, zombies_are_told)
{
	struct server server = server_start("never-waits");

	begin_with(&server);
	TRY(turnover_expect_no_process(&turnover, CLIENTS));
	trial_verdict(VERDICT_FAIL, "and has 24 after 20 more");
}

Test(turnover, descriptors_are_told)
{
	struct server server = server_start("leaks");

	begin_with(&server);
	TRY(turnover_expect_no_process(&turnover, CLIENTS));
	trial_no_verdict();
	TRY(turnover_expect_nothing(&turnover, CLIENTS));
	trial_verdict(VERDICT_FAIL, "descriptors before, and has");
}

Test(turnover, memory_is_told)
{
	struct server server = server_start("grows");

	TRY(turnover_expect_many(&server));
	trial_verdict(VERDICT_FAIL, "memory has grown");
}
