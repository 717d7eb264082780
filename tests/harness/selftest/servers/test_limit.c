/*
 * Tests of a server's limit, limit.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "limit.h"
#include "trial.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(limit, .init = begin, .fini = trial_end, .timeout = 120);

Test(limit, who_comes_too_much_waits_and_gets_a_turn)
{
	struct server server = server_start("-c", "3");

	TRY(limit_expect_kept(&server, 3));
	trial_no_verdict();
	program_end_all();
	server = server_start("-c", "2");
	TRY(limit_expect_next(&server, 2, limit_leave_by_close));
	trial_no_verdict();
}

Test(limit, a_hundred_are_so_many)
{
	struct server server = server_start();

	TRY(limit_expect(&server, 100));
	trial_no_verdict();
}

Test(limit, one_more_is_told)
{
	struct server server = server_start("no-limit", "-c", "3");

	TRY(limit_expect(&server, 3));
	trial_verdict(VERDICT_FAIL,
		"more than the 3 of the limit is "
		"served");
}

Test(limit, one_less_is_told)
{
	struct server server = server_start("-c", "2");

	TRY(limit_expect(&server, 3));
	trial_verdict(VERDICT_TIMEOUT, "echo arrives");
}

Test(limit, to_be_sent_away_is_told)
{
	struct server server = server_start("turns-away", "-c", "3");

	TRY(limit_expect(&server, 3));
	trial_verdict(VERDICT_FAIL, "sent away instead of waiting");
}

Test(limit, to_be_announced_too_early_is_told)
{
	struct server server = server_start("early", "-c", "3");

	TRY(limit_expect(&server, 3));
	trial_verdict(VERDICT_FAIL, "announced, though it has to wait");
}

Test(limit, a_place_that_stands_empty_is_told)
{
	struct server server = server_start("late", "-c", "1");

	TRY(limit_expect_next(&server, 1, limit_leave_by_close));
	trial_verdict(VERDICT_FAIL, "but it takes");
}

Test(limit, a_place_that_is_lost_is_told)
{
	struct server server = server_start("waits-once", "-c", "3");

	TRY(limit_expect_kept(&server, 3));
	trial_verdict(VERDICT_TIMEOUT, "the echo arrives");
}

Test(limit, a_place_that_nobody_gives_back_is_told)
{
	struct server server = server_start("never-waits", "-c", "1");

	TRY(limit_expect_next(&server, 1, limit_leave_by_close));
	trial_verdict(VERDICT_TIMEOUT, "the client that waits");
}
