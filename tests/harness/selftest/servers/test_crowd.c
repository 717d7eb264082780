/*
 * Tests of clients that are served at the same time, crowd.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "crowd.h"
#include "trial.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(crowd, .init = begin, .fini = trial_end, .timeout = 120);

static struct crowd crowd;

static void gather(const struct server *server, unsigned count)
{
	crowd_gather(&crowd, server, count);
}

Test(crowd, each_of_a_hundred_gets_its_own)
{
	struct server server = server_start();

	gather(&server, 100);
	crowd_expect_own_bytes(&crowd);
	crowd_expect_echoes(&crowd);
	crowd_leave(&crowd);
	program_await_rest(server.program);
	server_expect_service(&server);
}

Test(crowd, an_order_has_each_number_once)
{
	unsigned order[20];
	bool seen[20] = { false };

	crowd_draw_order(order, 20);
	for (int i = 0; i < 20; i++) {
		cr_assert(order[i] < 20 && !seen[order[i]], "%u",
			order[i]);
		seen[order[i]] = true;
	}
}

Test(crowd, other_bytes_are_told)
{
	struct server server = server_start("mixed");

	gather(&server, 12);
	TRY(crowd_expect_own_bytes(&crowd));
	trial_verdict(VERDICT_FAIL, "of this client's echo");
}

Test(crowd, a_server_of_one_at_a_time_is_told)
{
	struct server server = server_start("in-turn");

	gather(&server, 3);
	TRY(crowd_expect_own_bytes(&crowd));
	trial_verdict(VERDICT_TIMEOUT, "echo arrives");
}

Test(crowd, ends_are_seen_among_others)
{
	struct server server = server_start();

	gather(&server, 6);
	TRY(crowd_expect_ends(&crowd));
	trial_no_verdict();
}

Test(crowd, an_end_that_others_hold_up_is_told)
{
	struct server server = server_start("child-keeps");

	gather(&server, 6);
	crowd_expect_echoes(&crowd);
	TRY(crowd_expect_ends(&crowd));
	trial_verdict(VERDICT_TIMEOUT, "ends the connection");
}

Test(crowd, silence_and_a_stalled_reader_wait_alone)
{
	server_shrink_buffers();
	struct server server = server_start();
	TRY(crowd_expect_no_wait_for_silence(&server));
	trial_no_verdict();
	TRY(crowd_expect_no_wait_for_reader(&server));
	trial_no_verdict();
}

Test(crowd, a_wait_for_silence_is_told)
{
	struct server server = server_start("in-turn");

	TRY(crowd_expect_no_wait_for_silence(&server));
	trial_verdict(VERDICT_TIMEOUT, "echo arrives");
}

Test(crowd, a_wait_for_a_reader_is_told)
{
	server_shrink_buffers();
	struct server server = server_start("in-turn");
	TRY(crowd_expect_no_wait_for_reader(&server));
	trial_verdict(VERDICT_TIMEOUT, "echo arrives");
}
