/*
 * A server that has a process for each of its clients: which process
 * has a client's connection, and what happens when that one stands
 * still, is killed, or ends.
 *
 * What matters is who has the connection, never how many processes
 * there are: a server may have made some in advance, or use others on
 * its way to the one that serves.  Source: proc(5), sock_diag(7).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHILDREN_H
#define CHILDREN_H

#include "crowd.h"
#include "server.h"

#include <stdbool.h>
#include <sys/types.h>

enum { CHILDREN_MOST = 64 };

/* The processes of a program that have a socket. */
struct holders {
	pid_t first; /* the program's first process, or 0 */
	pid_t others[CHILDREN_MOST];
	unsigned count; /* of the others */
};

/* Those that have the other end of the client's connection. */
void children_find_holders(const struct server *server,
	const struct peer *client, struct holders *holders);

/*
 * Of three clients each has a process that serves it and no other: one
 * process after another is stopped, and then not more than one client
 * waits for its echo.
 */
void children_expect_one_each(const struct server *server);

/*
 * Kills all that have the client's connection, but for the first
 * process, which should not be the only one.  Call it for the client
 * that came last while a server may be half finished.
 */
void children_kill(
	const struct server *server, const struct peer *client);

/* The same, as one of the ways to leave a limit (limit.h). */
void children_leave_by_kill(
	const struct server *server, struct peer *client);

/*
 * Each client's connection is in one process, and that process has not
 * the listening socket.
 */
void children_expect_own_sockets(const struct crowd *crowd);

/* --- their end --- */

/* Some processes, to be waited for. */
struct brood {
	const struct server *server;
	pid_t pids[CHILDREN_MOST];
	unsigned count;
};

/* Those that serve the clients of the crowd now. */
void children_note(struct brood *brood, const struct crowd *crowd);

/* Within a second of now none of them is left, nor a zombie. */
void children_expect_gone(struct brood *brood);

/*
 * The clients of the crowd go while the first process is stopped, so
 * that all of the children have ended when it goes on.
 */
void children_end_together(struct brood *brood, struct crowd *crowd);

#endif
