/*
 * A server that serves so many clients at the same time, and no more:
 * further ones wait, connected and not announced, and get their turn as
 * soon as another one is gone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LIMIT_H
#define LIMIT_H

#include "server.h"

/* How a client goes that has a place. */
typedef void limit_leave(
	const struct server *server, struct peer *client);

/* It closes, without waiting for what the server does then. */
void limit_leave_by_close(
	const struct server *server, struct peer *client);

/*
 * So many get their echo at the same time; one more waits, though it
 * has said something.
 */
void limit_expect(const struct server *server, unsigned limit);

/*
 * Of as many as the limit one goes, again and again, and each time the
 * next one is served as soon as that.
 */
void limit_expect_next(const struct server *server, unsigned limit,
	limit_leave *leave);

/*
 * So many come and go together, in several rounds; then the limit is
 * what it was.
 */
void limit_expect_kept(const struct server *server, unsigned limit);

#endif
