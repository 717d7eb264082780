/*
 * Tests of a server's orderly end, ending.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ending.h"
#include "trial.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(ending, .init = begin, .fini = trial_end, .timeout = 120);

Test(ending, an_orderly_one_is_right)
{
	struct server server = server_start();

	TRY(ending_expect_exit(&server));
	trial_no_verdict();
	server = server_start();
	TRY(ending_expect_exit_at_once(&server));
	trial_no_verdict();
	server = server_start();
	TRY(ending_expect_refusal(&server));
	trial_no_verdict();
	server = server_start();
	TRY(ending_expect_service(&server));
	trial_no_verdict();
}

Test(ending, an_open_door_is_told)
{
	struct server server = server_start("goes-on");

	TRY(ending_expect_refusal(&server));
	trial_verdict(VERDICT_TIMEOUT, "nobody listens");
}

Test(ending, a_door_that_children_hold_open_is_told)
{
	struct server server = server_start("child-listens");

	TRY(ending_expect_refusal(&server));
	trial_verdict(VERDICT_TIMEOUT, "nobody listens");
}

Test(ending, clients_that_are_left_are_told)
{
	struct server server = server_start("leaves");

	TRY(ending_expect_exit(&server));
	trial_verdict(VERDICT_FAIL, "a client is still inside");
	program_end_all();
	server = server_start("leaves");
	TRY(ending_expect_service(&server));
	trial_verdict(VERDICT_FAIL, "");
}

Test(ending, another_status_is_told)
{
	struct server server = server_start("fails");

	TRY(ending_expect_exit(&server));
	trial_verdict(VERDICT_FAIL, "exits with status 1");
	program_end_all();
	server = server_start("fails");
	TRY(ending_expect_exit_at_once(&server));
	trial_verdict(VERDICT_FAIL, "exits with status 1");
}

Test(ending, none_is_told)
{
	struct server server = server_start("never-waits");

	TRY(ending_expect_exit(&server));
	trial_verdict(VERDICT_TIMEOUT, "does not end");
}
