/*
 * So many clients at the same time; see limit.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "limit.h"

#include "crowd.h"
#include "draw.h"
#include "soon.h"
#include "verdict.h"

#include <netinet/in.h>
#include <stdio.h>

static const char waiting[] = "hello\n";
enum { WAITING = sizeof waiting - 1 };

/* So that its own line is known. */
enum { ADDRESS = sizeof "127.255.255.255" };

/* The places are taken, and one more has come and said something. */
struct queue {
	struct crowd crowd;
	struct peer *next;
	char address[ADDRESS];
};

static void fill_places(struct queue *queue,
	const struct server *server, unsigned limit)
{
	crowd_gather(&queue->crowd, server, limit);
	crowd_expect_own_bytes(&queue->crowd);
}

static void draw_address(char text[ADDRESS])
{
	struct in_addr ipv4 = draw_ipv4();
	const unsigned char *b = (const unsigned char *)&ipv4;

	snprintf(text, ADDRESS, "127.%d.%d.%d", b[1], b[2], b[3]);
}

static void wait_in_queue(struct queue *queue)
{
	const struct server *server = queue->crowd.server;

	draw_address(queue->address);
	queue->next = peer_connect(
		&(struct connecting){ .from = queue->address,
			.port = server->port,
			.name = "next client" },
		server->program);
	peer_send(queue->next, waiting, WAITING);
	program_await_rest(server->program);
}

static void expect_to_wait(const struct queue *queue)
{
	const struct server *server = queue->crowd.server;
	unsigned limit = queue->crowd.count;
	static const char expected[] = "it waits";

	if (peer_received(queue->next) > 0)
		verdict(VERDICT_FAIL, expected, "it is served",
			"one client more than the %u of the limit is "
			"served",
			limit);
	if (peer_is_gone(queue->next))
		verdict(VERDICT_FAIL, expected, "it is sent away",
			"one client more than the %u of the limit is "
			"sent away instead of waiting",
			limit);
	if (server_has_announced(server, queue->address))
		verdict(VERDICT_FAIL, expected, "it is announced",
			"one client more than the %u of the limit is "
			"announced, though it has to wait",
			limit);
}

void limit_expect(const struct server *server, unsigned limit)
{
	struct queue queue;

	fill_places(&queue, server, limit);
	wait_in_queue(&queue);
	expect_to_wait(&queue);
}

void limit_leave_by_close(
	const struct server *server, struct peer *client)
{
	(void)server;
	peer_close(client);
}

static bool is_served(void *context)
{
	const struct queue *queue = context;

	return peer_received(queue->next) >= WAITING ||
		peer_is_gone(queue->next);
}

/* Somebody who looks once a second may look just now: not twice. */
void limit_expect_next(
	const struct server *server, unsigned limit, limit_leave *leave)
{
	enum { TIMES = 3 };
	struct queue queue;

	fill_places(&queue, server, limit);
	/* A server that keeps what is another's may have given it to
	 * whoever came later: the last one has its own. */
	struct peer **place = &queue.crowd.clients[limit - 1];
	for (unsigned i = 0; i < TIMES; i++) {
		wait_in_queue(&queue);
		expect_to_wait(&queue);
		leave(server, *place);
		soon_await(server->program, is_served, &queue,
			SOON_AT_ONCE_MS,
			"the client that waits gets its echo");
		peer_expect(queue.next, waiting, WAITING, "the echo");
		*place = queue.next;
	}
}

void limit_expect_kept(const struct server *server, unsigned limit)
{
	enum { ROUNDS = 8 };
	struct crowd crowd;

	for (int i = 0; i < ROUNDS; i++) {
		crowd_gather(&crowd, server, limit);
		crowd_expect_echoes(&crowd);
		program_pause(server->program);
		crowd_leave(&crowd);
		program_await_rest(server->program);
		program_resume(server->program);
	}
	program_await_rest(server->program);
	limit_expect(server, limit);
}
