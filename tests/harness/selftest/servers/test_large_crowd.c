/*
 * Tests of a crowd of more clients than select(2) could count, and of
 * the descriptors that this takes; crowd.h, descriptors.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "crowd.h"
#include "descriptors.h"
#include "observe.h"
#include "trial.h"
#include "turnover.h"
#include "verdict.h"

#include <sys/resource.h>

enum { CLIENTS = 1100, DESCRIPTORS = 1300 };

const struct exercise this_exercise = { .program = "hub",
	.descriptors = DESCRIPTORS };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(
	large_crowd, .init = begin, .fini = trial_end, .timeout = 120);

Test(large_crowd, each_of_1100_gets_its_own)
{
	static struct crowd crowd;
	struct server server = server_start();

	crowd_gather(&crowd, &server, CLIENTS);
	crowd_expect_own_bytes(&crowd);
	server_await_announced(&server, CLIENTS);
	int many = observe_descriptors(program_process(server.program));
	cr_assert(many > CLIENTS, "%d descriptors", many);
	crowd_leave(&crowd);
	program_await_rest(server.program);
	int few = observe_descriptors(program_process(server.program));
	cr_assert(few == many - CLIENTS, "%d descriptors", few);
	server_expect_service(&server);
}

static void lower_hard_limit(rlim_t most)
{
	struct rlimit limit = { most, most };

	cr_assert(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

Test(large_crowd, too_low_a_hard_limit_skips_the_test)
{
	lower_hard_limit(DESCRIPTORS);
	struct server server = server_start();
	static struct crowd crowd;

	TRY(crowd_gather(&crowd, &server, DESCRIPTORS));
	trial_verdict(VERDICT_SKIPPED,
		"needs 1400 open files, and this system allows 1300");
	TRY(descriptors_require(1000));
	trial_no_verdict();
}

Test(large_crowd, too_low_a_hard_limit_for_the_program_skips_it)
{
	lower_hard_limit(DESCRIPTORS - 1);
	TRY(server_start());
	trial_verdict(VERDICT_SKIPPED,
		"needs 1300 open files, and this system allows 1299");
}
