/*
 * Clients that are served at the same time: none delays another, and
 * each gets its own bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CROWD_H
#define CROWD_H

#include "server.h"

#include <stddef.h>

enum { CROWD_MOST = 1400 };

struct crowd {
	const struct server *server;
	struct peer *clients[CROWD_MOST];
	unsigned count;
};

/*
 * So many clients connect, quietly if they are more than a few.  Of a
 * large crowd no more come at a time than any queue holds.
 */
void crowd_gather(struct crowd *crowd, const struct server *server,
	unsigned count);

/* The numbers from 0 to count - 1, in an order that is drawn. */
void crowd_draw_order(unsigned *order, unsigned count);

/* Letters and a newline, for a server that waits for whole lines. */
const char *crowd_draw_line(size_t length);

/*
 * All of them say something, each before any has got its echo, in one
 * order; and each gets its own bytes, in another order.
 */
void crowd_expect_own_bytes(struct crowd *crowd);

/* Each gets its echo while all the others are there. */
void crowd_expect_echoes(struct crowd *crowd);

/* All of them go, without waiting for what the server does then. */
void crowd_leave(struct crowd *crowd);

/*
 * In an order that is drawn each ends its side and sees an orderly end,
 * while those that come after it are still connected.
 */
void crowd_expect_ends(struct crowd *crowd);

/* A client that says nothing delays no other. */
void crowd_expect_no_wait_for_silence(const struct server *server);

/*
 * A client that does not read delays no other; call it when
 * server_shrink_buffers was called before the server started.
 */
void crowd_expect_no_wait_for_reader(const struct server *server);

#endif
