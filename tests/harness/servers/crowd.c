/*
 * Clients that are served at the same time; see crowd.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "crowd.h"

#include "descriptors.h"
#include "draw.h"
#include "verdict.h"

#include <string.h>

enum {
	A_FEW = 9, /* have names of their own */
	LARGE = 128,
	QUEUE = 4,
	LONGEST = 40,
	/* More than all buffers hold when they are small. */
	A_LOT = 300000,
};

void crowd_gather(struct crowd *crowd, const struct server *server,
	unsigned count)
{
	descriptors_require(count);
	if (count > CROWD_MOST)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"a crowd of %u is too many", count);
	*crowd = (struct crowd){ .server = server, .count = count };
	for (unsigned i = 0; i < count; i++) {
		crowd->clients[i] = count <= A_FEW
			? server_connect(server, i)
			: server_connect_quietly(server);
		if (count > LARGE && i % QUEUE == QUEUE - 1)
			server_await_accepted(server);
	}
}

void crowd_draw_order(unsigned *order, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		order[i] = i;
	for (unsigned i = count; i > 1; i--) {
		unsigned other = draw_below(i);
		unsigned kept = order[i - 1];

		order[i - 1] = order[other];
		order[other] = kept;
	}
}

const char *crowd_draw_line(size_t length)
{
	char *line = (char *)draw_word(length);

	line[length - 1] = '\n';
	return line;
}

void crowd_expect_own_bytes(struct crowd *crowd)
{
	unsigned order[CROWD_MOST];
	const char *lines[CROWD_MOST];

	crowd_draw_order(order, crowd->count);
	for (unsigned i = 0; i < crowd->count; i++) {
		lines[order[i]] =
			crowd_draw_line(2 + draw_below(LONGEST));
		peer_send(crowd->clients[order[i]], lines[order[i]],
			strlen(lines[order[i]]));
	}
	crowd_draw_order(order, crowd->count);
	for (unsigned i = 0; i < crowd->count; i++)
		peer_expect(crowd->clients[order[i]], lines[order[i]],
			strlen(lines[order[i]]), "this client's echo");
}

void crowd_expect_echoes(struct crowd *crowd)
{
	for (unsigned i = 0; i < crowd->count; i++)
		server_expect_echo(crowd->clients[i]);
}

void crowd_leave(struct crowd *crowd)
{
	for (unsigned i = 0; i < crowd->count; i++)
		peer_close(crowd->clients[i]);
	crowd->count = 0;
}

void crowd_expect_ends(struct crowd *crowd)
{
	unsigned order[CROWD_MOST];

	crowd_draw_order(order, crowd->count);
	for (unsigned i = 0; i < crowd->count; i++)
		server_expect_end(crowd->clients[order[i]]);
	crowd->count = 0;
}

void crowd_expect_no_wait_for_silence(const struct server *server)
{
	struct peer *silent = server_connect(server, 0);

	program_await_rest(server->program);
	struct peer *second = server_connect(server, 1);
	server_expect_echo(second);
	struct peer *third = server_connect(server, 2);
	server_expect_echo(third);
	server_expect_echo(second);
	server_expect_echo(silent);
}

void crowd_expect_no_wait_for_reader(const struct server *server)
{
	struct peer *stalled = server_connect_without_reading(server);
	const char *line = crowd_draw_line(A_LOT);

	peer_send(stalled, line, A_LOT);
	/* Where buffers cannot be small, they may hold all of it. */
	program_await_rest(server->program);
	struct peer *second = server_connect(server, 1);
	server_expect_echo(second);
	server_expect_echo(second);
}
