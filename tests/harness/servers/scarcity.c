/*
 * When no process or thread can be made; see scarcity.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scarcity.h"

#include "soon.h"
#include "verdict.h"

#include <errno.h>

static const char word[] = "hello\n";
enum { LENGTH = sizeof word - 1 };

struct server scarcity_start(struct fault *fault,
	enum fault_target target, const char *const *options)
{
	*fault = (struct fault){
		.calls = { FAULT_MAKING },
		.target = target,
		.action = FAIL_WITH,
		.value = EAGAIN,
		.times = 1,
		.later = true,
		.of_first_process = true,
		.name = target == ON_NEW_PROCESS
			? "no process can be made (EAGAIN)"
			: "no thread can be made (EAGAIN)",
	};
	return server_start_as((struct program_plan){
		.arguments = options, .fault = fault });
}

/* It comes when the server sleeps, and says something. */
static struct peer *connect_in_vain(
	const struct server *server, struct fault *fault)
{
	program_await_rest(server->program);
	fault_arm(fault, 1);
	struct peer *client = server_connect(server, 1);
	peer_send(client, word, LENGTH);
	return client;
}

/* One that has some in advance need not make one each time. */
static void expect_failure_of(struct fault *fault, unsigned failures)
{
	const char *what =
		fault->target == ON_NEW_PROCESS ? "process" : "thread";

	fault_disarm(fault);
	if (failures == 0)
		verdict(VERDICT_FAIL, what, "none",
			"clients come, and the server makes no %s for "
			"any of them",
			what);
}

static bool is_served_or_gone(void *context)
{
	const struct peer *client = context;

	return peer_is_gone(client) || peer_received(client) >= LENGTH;
}

void scarcity_expect_one_loss(
	const struct server *server, struct fault *fault)
{
	struct peer *stays = server_connect(server, 0);

	server_expect_echo(stays);
	struct peer *client = connect_in_vain(server, fault);
	soon_await(server->program, is_served_or_gone, client,
		SOON_AT_ONCE_MS,
		"the client that no process or thread can be made for "
		"sees an end");
	peer_close(client);
	program_await_rest(server->program);
	expect_failure_of(fault, fault->fired);
	server_expect_echo(stays);
	server_expect_service(server);
}

void scarcity_lose_clients(const struct server *server,
	struct fault *fault, unsigned clients)
{
	unsigned failures = 0;

	for (unsigned i = 0; i < clients; i++) {
		struct peer *client = connect_in_vain(server, fault);

		program_await_rest(server->program);
		/* One that has some in advance may make the next one
		 * only when this client has gone. */
		peer_close(client);
		program_await_rest(server->program);
		failures += fault->fired;
		fault_disarm(fault);
	}
	expect_failure_of(fault, failures);
}
