/*
 * Tests of the dialogue with a server, server.h, and of what should
 * happen at once, soon.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "server.h"
#include "soon.h"
#include "trial.h"
#include "verdict.h"

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(server, .init = begin, .fini = trial_end, .timeout = 120);

Test(server, clients_are_served_and_announced)
{
	struct server server = server_start();

	server_expect_service(&server);
	server_connect_from(&server, "127.1.2.3");
	server_await_address(&server, "127.1.2.3");
	server_await_announced(&server, 2);
	server_await_accepted(&server);
	cr_assert(server_announced(&server) == 2, "not two");
	server_expect_end(server_connect(&server, 0));
}

Test(server, a_missing_line_is_told)
{
	struct server server = server_start("mute");

	server_connect(&server, 0);
	TRY(server_await_announced(&server, 1));
	trial_verdict(VERDICT_TIMEOUT, "stdout has 1 line");
}

Test(server, a_line_of_another_address_does_not_count)
{
	struct server server = server_start();

	server_connect(&server, 0);
	TRY(server_await_address(&server, "127.0.0.11"));
	trial_verdict(VERDICT_TIMEOUT, "127.0.0.11");
}

Test(server, another_echo_is_told)
{
	struct server server = server_start("mixed");

	TRY(server_expect_service(&server));
	trial_verdict(VERDICT_FAIL, "byte 2 of the echo");
}

Test(server, a_missing_end_is_told)
{
	struct server server = server_start("keeps");
	struct peer *client = server_connect(&server, 0);

	TRY(server_expect_end(client));
	trial_verdict(VERDICT_TIMEOUT, "ends the connection");
}

static bool has_passed(void *context)
{
	return loop_now_us() > *(int64_t *)context;
}

Test(server, what_comes_soon_is_at_once)
{
	struct server server = server_start();
	int64_t moment = loop_now_us() + 1000;

	TRY(soon_await(server.program, has_passed, &moment,
		SOON_AT_ONCE_MS, "a moment passes"));
	trial_no_verdict();
}

/* The machine's own delay is a part of that. */
Test(server, what_takes_seconds_is_late)
{
	struct server server = server_start("late", "-c", "1");
	int64_t moment = loop_now_us() + 3000000;

	server_connect(&server, 0);
	server_await_announced(&server, 1);
	TRY(soon_await(server.program, has_passed, &moment,
		SOON_AT_ONCE_MS, "a moment passes"));
	trial_verdict(VERDICT_FAIL, "a moment passes; but it takes");
}
