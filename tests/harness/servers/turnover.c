/*
 * A server that many clients have used; see turnover.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "turnover.h"

#include "crowd.h"
#include "growth.h"
#include "journal.h"
#include "observe.h"
#include "reach.h"
#include "verdict.h"

#include <stdio.h>

enum {
	A_FEW = 3,
	LOST = 100,
	AT_A_TIME = 50,
	SETTLED = 500,
	MANY = 2000,
};

static void look(struct turnover *turnover, struct observation *seen)
{
	pid_t process = program_process(turnover->server->program);

	observe(process, seen);
	turnover->processes = seen->processes + seen->zombies;
	turnover->threads = seen->threads;
	turnover->descriptors = observe_descriptors(process);
}

/* How it becomes what it was before. */
struct settling {
	const struct turnover *before;
	struct turnover now;
	uint64_t signature;
	int64_t until_us;
};

/* Or it will not: it waits for somebody else, or is too late. */
static bool has_settled(void *context)
{
	struct settling *settling = context;
	const struct turnover *before = settling->before;
	struct turnover *now = &settling->now;
	uint64_t last = settling->signature;
	struct observation seen;

	look(now, &seen);
	settling->signature = seen.all_wait ? seen.signature : 0;
	return (now->processes <= before->processes &&
		       now->threads <= before->threads &&
		       now->descriptors <= before->descriptors) ||
		(seen.all_wait && seen.signature == last) ||
		loop_now_us() > settling->until_us;
}

/* Children that have ended are to be gone within a second. */
static struct turnover settle(const struct turnover *before)
{
	enum { LONGEST_MS = 3000 };
	struct program *program = before->server->program;
	struct settling settling = { .before = before,
		.now.server = before->server };

	program_await_rest(program);
	settling.until_us = loop_deadline(LONGEST_MS);
	program_await(program, has_settled, &settling,
		"the server is as it was before");
	return settling.now;
}

/* So many that it is clear, and that each look takes its time. */
static bool has_too_many(const struct server *server)
{
	enum { TOO_MANY = 40 };
	struct observation seen;

	observe(program_process(server->program), &seen);
	return seen.processes + seen.zombies > TOO_MANY;
}

int turnover_serve_in_turn(const struct server *server, int clients)
{
	int served = 0;

	journal_event("client", "repeats", "<",
		"connect, send, receive, close: %d times", clients);
	while (served < clients && !has_too_many(server)) {
		struct peer *client = server_connect_quietly(server);

		server_expect_echo(client);
		peer_close(client);
		/* Its end does not come together with another one. */
		program_await_rest(server->program);
		served++;
	}
	return served;
}

void turnover_begin(
	struct turnover *turnover, const struct server *server)
{
	reach_require();
	struct turnover unused = { .server = server };
	struct observation seen;

	program_await_rest(server->program);
	look(&unused, &seen);
	/* A few: what it makes for the first one may stay. */
	turnover_serve_in_turn(server, A_FEW);
	*turnover = settle(&unused);
}

static void expect_no_more(
	const char *things, unsigned before, unsigned now, int clients)
{
	char expected[80];
	char actual[80];

	if (now <= before)
		return;
	snprintf(expected, sizeof expected, "%u %s as before", before,
		things);
	snprintf(actual, sizeof actual, "%u %s", now, things);
	verdict(VERDICT_FAIL, expected, actual,
		"the server had %u %s before, and has %u after %d "
		"more clients that have all gone",
		before, things, now, clients);
}

void turnover_expect_no_process(
	const struct turnover *turnover, int clients)
{
	struct turnover now = settle(turnover);

	expect_no_more("processes", turnover->processes, now.processes,
		clients);
	expect_no_more(
		"threads", turnover->threads, now.threads, clients);
}

void turnover_expect_nothing(
	const struct turnover *turnover, int clients)
{
	turnover_expect_no_process(turnover, clients);
	struct turnover now = settle(turnover);
	expect_no_more("descriptors", (unsigned)turnover->descriptors,
		(unsigned)now.descriptors, clients);
}

int turnover_lose_clients(const struct server *server)
{
	int lost = 0;

	journal_event("client", "repeats", "<",
		"connect, send, reset: %d times", LOST);
	while (lost < LOST && !has_too_many(server)) {
		struct peer *client = server_connect_quietly(server);

		if (lost % 2 == 0)
			server_expect_echo(client);
		peer_send(client, "never mind\n", 11);
		peer_await_sent(client);
		if (lost % 4 == 3)
			peer_close(client);
		else
			peer_reset(client);
		/* Its end does not come together with another one. */
		program_await_rest(server->program);
		lost++;
	}
	return lost;
}

static void serve_together(const struct server *server, int clients)
{
	journal_event("client", "repeats", "<",
		"%d clients at a time: %d times", AT_A_TIME,
		clients / AT_A_TIME);
	for (int i = 0; i < clients; i += AT_A_TIME) {
		struct crowd crowd;

		crowd_gather(&crowd, server, AT_A_TIME);
		crowd_expect_own_bytes(&crowd);
		crowd_leave(&crowd);
	}
}

/* How many each process has while a client is there. */
static unsigned count_threads(const struct server *server)
{
	struct peer *client = server_connect_quietly(server);
	struct observation seen;

	server_expect_echo(client);
	observe(program_process(server->program), &seen);
	peer_close(client);
	return seen.processes > 0 ? seen.threads / seen.processes : 0;
}

/* Where each has a program started for it, that takes a while. */
static int so_many_more(int64_t settling_us)
{
	enum { A_WHILE_US = 2500000 };

	return settling_us > A_WHILE_US ? SETTLED : MANY - SETTLED;
}

void turnover_expect_many(const struct server *server)
{
	struct turnover turnover;

	turnover_begin(&turnover, server);
	int64_t begin = loop_now_us();
	serve_together(server, SETTLED);
	int more = so_many_more(loop_now_us() - begin);
	turnover_expect_nothing(&turnover, SETTLED);
	long memory = growth_measure(server->program);
	serve_together(server, more);
	turnover_expect_nothing(&turnover, SETTLED + more);
	growth_expect_none(server->program, memory, more, "clients",
		count_threads(server));
}
