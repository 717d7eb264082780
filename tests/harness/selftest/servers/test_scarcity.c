/*
 * Tests of a server for whose clients no process can be made,
 * scarcity.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scarcity.h"
#include "trial.h"
#include "turnover.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(scarcity, .init = begin, .fini = trial_end, .timeout = 120);

static struct fault fault;

static struct server start(const char *flaw)
{
	const char *options[] = { flaw, NULL };

	return scarcity_start(&fault, ON_NEW_PROCESS, options);
}

Test(scarcity, a_lost_client_is_lost_alone)
{
	struct turnover turnover;
	struct server server = start(NULL);

	TRY(scarcity_expect_one_loss(&server, &fault));
	trial_no_verdict();
	turnover_begin(&turnover, &server);
	TRY(scarcity_lose_clients(&server, &fault, 5));
	trial_no_verdict();
	TRY(turnover_expect_nothing(&turnover, 5));
	trial_no_verdict();
}

Test(scarcity, a_connection_that_is_kept_is_told)
{
	struct server server = start("keeps");

	TRY(scarcity_expect_one_loss(&server, &fault));
	trial_verdict(VERDICT_TIMEOUT, "sees an end");
}

Test(scarcity, the_servers_end_is_told)
{
	struct server server = start("needs-children");

	TRY(scarcity_expect_one_loss(&server, &fault));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

/* Nothing can be said of a server that makes none. */
Test(scarcity, a_fault_that_does_not_happen_is_told)
{
	struct server server = start("itself");

	TRY(scarcity_lose_clients(&server, &fault, 1));
	trial_verdict(VERDICT_FAIL, "makes no process for any");
}
