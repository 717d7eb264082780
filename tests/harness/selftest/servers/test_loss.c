/*
 * Tests of lost clients and failing calls, loss.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "loss.h"
#include "trial.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(loss, .init = begin, .fini = trial_end, .timeout = 120);

static const char *const interrupted[] = { "interrupted", NULL };
static const char *const final[] = { "final", NULL };

Test(loss, lost_clients_are_lost_alone)
{
	server_shrink_buffers();
	struct server server = server_start();
	TRY(loss_expect_resets_harmless(&server));
	trial_no_verdict();
	TRY(loss_expect_unread_harmless(&server));
	trial_no_verdict();
}

Test(loss, the_end_by_a_reset_is_told)
{
	struct server server = server_start("fragile");

	TRY(loss_expect_resets_harmless(&server));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

Test(loss, the_end_by_unread_bytes_is_told)
{
	server_shrink_buffers();
	struct server server = server_start("fragile");
	TRY(loss_expect_unread_harmless(&server));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

Test(loss, a_reset_in_the_queue_is_lost_alone)
{
	struct server server = server_start();

	TRY(loss_expect_queued_reset_harmless(&server));
	trial_no_verdict();
}

Test(loss, the_end_by_a_reset_in_the_queue_is_told)
{
	struct server server = server_start("fragile");

	TRY(loss_expect_queued_reset_harmless(&server));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

Test(loss, an_accept_that_fails_is_repeated)
{
	TRY(loss_expect_aborted_accept_harmless(NULL));
	trial_no_verdict();
	program_end_all();
	TRY(loss_expect_aborted_accept_harmless(final));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

Test(loss, a_shortage_is_survived)
{
	struct server server = server_start();

	TRY(loss_expect_shortage_harmless(&server));
	trial_no_verdict();
}

Test(loss, to_spin_without_descriptors_is_told)
{
	struct server server = server_start("spins");

	TRY(loss_expect_shortage_harmless(&server));
	trial_verdict(VERDICT_FAIL, "does not sleep");
}

Test(loss, to_end_without_descriptors_is_told)
{
	struct server server = server_start("final");

	TRY(loss_expect_shortage_harmless(&server));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}

Test(loss, interrupted_calls_are_resumed)
{
	TRY(loss_expect_interruptions_harmless(NULL));
	trial_no_verdict();
	program_end_all();
	TRY(loss_expect_interruptions_harmless(interrupted));
	trial_verdict(VERDICT_FAIL, "exit status 1 too early");
}
