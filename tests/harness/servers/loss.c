/*
 * Clients that are lost, and calls that fail; see loss.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "loss.h"

#include "draw.h"
#include "fault.h"
#include "idle.h"

#include <errno.h>
#include <stddef.h>

enum {
	/* Fits into the kernel's buffer of any server. */
	BLOCK = 40000,
	RESETS = 6,
	TIMES = 2, /* to try again just once would be luck */
	/* Of a process that waits for clients, and of one that waits
	 * for a client. */
	TIMES_OF_ALL = 6,
};

static void lose(const struct server *server, struct peer *client)
{
	peer_reset(client);
	program_await_rest(server->program);
}

/* The one that has stayed, and one that comes now. */
static void expect_others_served(
	const struct server *server, struct peer *stays)
{
	server_expect_echo(stays);
	server_expect_service(server);
}

void loss_expect_resets_harmless(const struct server *server)
{
	struct peer *stays = server_connect(server, 0);

	server_expect_echo(stays);
	for (int i = 0; i < RESETS; i++) {
		struct peer *client = server_connect(server, 1);

		if (i % 2 == 0)
			server_expect_echo(client);
		if (i % 3 == 0)
			program_await_rest(server->program);
		if (i % 3 != 0)
			peer_send(client, "never mind\n", 11);
		peer_await_sent(client);
		lose(server, client);
	}
	expect_others_served(server, stays);
}

/*
 * One has ended its side, so the answer to what it does not want is
 * EPIPE, and the signal; bytes that are left unread make it a reset.
 */
void loss_expect_unread_harmless(const struct server *server)
{
	struct peer *stays = server_connect(server, 0);

	server_expect_echo(stays);
	for (int i = 0; i < 2; i++) {
		struct peer *client =
			server_connect_without_reading(server);

		peer_send(client, draw_word(BLOCK), BLOCK);
		if (i == 0)
			peer_half_close(client);
		program_await_rest(server->program);
		peer_close(client);
		program_await_rest(server->program);
	}
	expect_others_served(server, stays);
}

void loss_expect_queued_reset_harmless(const struct server *server)
{
	struct peer *stays = server_connect(server, 0);

	server_expect_echo(stays);
	program_await_rest(server->program);
	program_pause(server->program);
	struct peer *client = server_connect(server, 1);
	peer_send(client, "never mind\n", 11);
	peer_await_sent(client);
	peer_reset(client);
	program_resume(server->program);
	program_await_rest(server->program);
	expect_others_served(server, stays);
}

void loss_expect_aborted_accept_harmless(const char *const *options)
{
	struct fault fault = {
		.calls = { FAULT_ACCEPTING },
		.target = ON_ANY,
		.action = FAIL_WITH,
		.value = ECONNABORTED,
		.times = TIMES,
		.name = "accept fails: connection aborted",
	};
	struct server server = server_start_as((struct program_plan){
		.arguments = options, .fault = &fault });

	server_expect_service(&server);
	fault_require(&fault);
}

/*
 * An accept that waits has its descriptor already, so the first client
 * may still get in; and so may others where a process that has been
 * made before waits for them: then there is no shortage.
 */
void loss_expect_shortage_harmless(const struct server *server)
{
	struct peer *stays = server_connect(server, 0);

	server_expect_echo(stays);
	program_await_rest(server->program);
	program_leave_no_descriptor(server->program, true);
	struct peer *first = server_connect(server, 1);
	peer_send(first, "x\n", 2);
	program_await_rest(server->program);
	peer_close(first);
	program_await_rest(server->program);
	struct peer *second = server_connect(server, 2);
	peer_send(second, "x\n", 2);
	idle_expect(server->program, "while no descriptor is free");
	server_expect_echo(stays);
	program_leave_no_descriptor(server->program, false);
	peer_close(second);
	server_await_accepted(server);
	program_await_rest(server->program);
	expect_others_served(server, stays);
}

static void expect_interruption_harmless(
	struct fault *fault, const char *const *options)
{
	fault->action = FAIL_WITH;
	fault->value = EINTR;
	bool waits = fault->calls[0] == SYS_ppoll;

	fault->times = waits ? TIMES_OF_ALL : TIMES;
	struct server server = server_start_as((struct program_plan){
		.arguments = options, .fault = fault });

	server_expect_service(&server);
	/* What else it waits for, it waits for again. */
	program_await_rest(server.program);
	server_expect_service(&server);
	/* There are servers that wait in no other call than accept. */
	if (!waits)
		fault_require(fault);
	program_end_all();
}

void loss_expect_interruptions_harmless(const char *const *options)
{
	struct fault accepting = { .calls = { FAULT_ACCEPTING },
		.target = ON_ANY,
		.name = "a signal interrupts accept (EINTR)" };
	struct fault waiting = { .calls = { FAULT_WAITING },
		.target = ON_ANY,
		.name = "a signal interrupts the wait (EINTR)" };
	/* Of the client's bytes: the wait before is another call. */
	struct fault receiving = { .calls = { SYS_recvfrom, SYS_recvmsg,
					   SYS_readv, SYS_read,
					   SYS_splice },
		.target = ON_TCP,
		.name = "a signal interrupts the receiving (EINTR)" };
	struct fault sending = { .calls = { FAULT_SENDING },
		.target = ON_TCP,
		.name = "a signal interrupts the sending (EINTR)" };

	expect_interruption_harmless(&accepting, options);
	expect_interruption_harmless(&waiting, options);
	expect_interruption_harmless(&receiving, options);
	expect_interruption_harmless(&sending, options);
}
