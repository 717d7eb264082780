/*
 * A server that many clients have used: nothing of them is left.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TURNOVER_H
#define TURNOVER_H

#include "server.h"

/* What a server has while nobody is there. */
struct turnover {
	const struct server *server;
	unsigned processes;
	unsigned threads;
	int descriptors; /* of the first process */
};

/* Serves a few clients, and then looks what is there. */
void turnover_begin(
	struct turnover *turnover, const struct server *server);

/* There are no more processes and threads, and no zombie. */
void turnover_expect_no_process(
	const struct turnover *turnover, int clients);

/* That, and no more descriptors. */
void turnover_expect_nothing(
	const struct turnover *turnover, int clients);

/*
 * One after another connects, gets its echo, and goes; or a hundred
 * that reset, or leave bytes unread.  Result: how many, which are fewer
 * when it is clear that processes are left.
 */
int turnover_serve_in_turn(const struct server *server, int clients);
int turnover_lose_clients(const struct server *server);

/*
 * 2,000, 50 at a time, leave nothing, and no memory either.  Where they
 * take long, half of them are enough.
 */
void turnover_expect_many(const struct server *server);

#endif
