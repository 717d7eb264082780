/*
 * Tests of a server's process for each client, children.h; of signals
 * to its first process, program.h; and of sockets' files, diag.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "children.h"
#include "diag.h"
#include "limit.h"
#include "observe.h"
#include "trial.h"
#include "verdict.h"

#include <string.h>

const struct exercise this_exercise = { .program = "host" };

static void begin(void)
{
	trial_begin();
	trial_choose(PLAIN);
}

TestSuite(children, .init = begin, .fini = trial_end, .timeout = 120);

static struct crowd crowd;
static struct brood brood;

static void gather(const struct server *server, unsigned count)
{
	crowd_gather(&crowd, server, count);
	crowd_expect_echoes(&crowd);
	program_await_rest(server->program);
}

Test(children, who_has_a_connection_is_found)
{
	struct server server = server_start();
	struct holders found = { 0 };

	gather(&server, 2);
	children_find_holders(&server, crowd.clients[0], &found);
	cr_assert(found.first == 0 && found.count == 1, "%d, %u",
		found.first, found.count);
	cr_assert(observe_parent(found.others[0]) ==
			program_process(server.program),
		"it is no child");
}

Test(children, what_is_kept_is_found)
{
	struct server server = server_start("keeps");
	struct holders found = { 0 };

	gather(&server, 1);
	children_find_holders(&server, crowd.clients[0], &found);
	cr_assert(found.first == program_process(server.program) &&
			found.count == 1,
		"%d, %u", found.first, found.count);
}

Test(children, a_client_in_the_queue_has_no_process)
{
	struct server server = server_start("-c", "1");
	struct holders found = { 0 };

	gather(&server, 1);
	struct peer *waits = server_connect(&server, 1);
	cr_assert(diag_file_of(peer_socket(waits)) == 0, "a file");
	children_find_holders(&server, waits, &found);
	cr_assert(found.first == 0 && found.count == 0, "a process");
	cr_assert(diag_listening_file(server.port) != 0, "no file");
	cr_assert(diag_listening_file(1) == 0, "a file");
}

Test(children, each_has_one_of_its_own)
{
	struct server server = server_start();

	TRY(children_expect_one_each(&server));
	trial_no_verdict();
}

Test(children, a_server_that_serves_itself_is_told)
{
	struct server server = server_start("itself");
	struct peer *client = server_connect(&server, 0);

	server_expect_echo(client);
	TRY(children_kill(&server, client));
	trial_verdict(VERDICT_FAIL, "first process itself");
}

Test(children, one_owner_is_right)
{
	struct server server = server_start();

	gather(&server, 3);
	TRY(children_expect_own_sockets(&crowd));
	trial_no_verdict();
}

Test(children, each_kind_of_second_owner_is_told)
{
	static const struct {
		const char *flaw;
		const char *says;
	} cases[] = {
		{ "keeps", "in the server's first process, and not" },
		{ "child-listens", "has the listening socket, too" },
	};

	for (int i = 0; i < 2; i++) {
		struct server server = server_start(cases[i].flaw);

		gather(&server, 3);
		TRY(children_expect_own_sockets(&crowd));
		trial_verdict(VERDICT_FAIL, cases[i].says);
		program_end_all();
	}
}

Test(children, those_that_end_together_are_gone)
{
	struct server server = server_start();

	gather(&server, 10);
	children_end_together(&brood, &crowd);
	TRY(children_expect_gone(&brood));
	trial_no_verdict();
	gather(&server, 1);
	children_note(&brood, &crowd);
	children_kill(&server, crowd.clients[0]);
	TRY(children_expect_gone(&brood));
	trial_no_verdict();
}

Test(children, zombies_are_told)
{
	static const char *const ways[] = { "never-waits",
		"waits-once" };

	for (int i = 0; i < 2; i++) {
		struct server server = server_start(ways[i]);

		gather(&server, 10);
		children_end_together(&brood, &crowd);
		TRY(children_expect_gone(&brood));
		trial_verdict(VERDICT_TIMEOUT, "no zombie");
		program_end_all();
	}
}

Test(children, a_killed_one_makes_room)
{
	struct server server = server_start("-c", "2");

	TRY(limit_expect_next(&server, 2, children_leave_by_kill));
	trial_no_verdict();
}

/* --- the first process --- */

static struct server start_outlived(const char *flaw)
{
	return server_start_as((struct program_plan){
		.arguments = (const char *[]){ flaw, NULL },
		.outlived = true });
}

static bool has_ended(void *context)
{
	return program_has_ended(context);
}

Test(children, may_outlive_the_first_process)
{
	struct server server = start_outlived("mute");

	gather(&server, 2);
	program_kill_first(server.program);
	TRY(crowd_expect_echoes(&crowd));
	trial_no_verdict();
	cr_assert(!program_has_ended(server.program), "it has ended");
	program_await_rest(server.program);
	crowd_leave(&crowd);
	cr_assert(loop_until(has_ended, server.program,
			  loop_deadline(8000)),
		"it has not");
}

Test(children, that_end_with_the_first_process_are_told)
{
	struct server server = start_outlived("with-parent");

	gather(&server, 2);
	program_kill_first(server.program);
	TRY(crowd_expect_echoes(&crowd));
	trial_verdict(VERDICT_FAIL, "");
}

Test(children, end_with_the_first_process_if_nothing_else_is_said)
{
	struct server server = server_start();

	gather(&server, 1);
	program_kill(server.program);
	TRY(server_expect_echo(crowd.clients[0]));
	trial_verdict(VERDICT_FAIL, "");
}
