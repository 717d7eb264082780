/*
 * A server that makes a process or a thread for each client, when none
 * can be made: that client is lost, and nothing else.  A server that
 * has some in advance, or tries once more, may serve it all the same.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SCARCITY_H
#define SCARCITY_H

#include "fault.h"
#include "server.h"

/*
 * Starts the server with options before its port, or NULL.  What it
 * makes then fails only while one of the functions below says so;
 * target: ON_NEW_PROCESS or ON_NEW_THREAD.
 */
struct server scarcity_start(struct fault *fault,
	enum fault_target target, const char *const *options);

/*
 * The client for which none can be made is served, or sees an end at
 * once; the one that was there, and the next one, are served.
 */
void scarcity_expect_one_loss(
	const struct server *server, struct fault *fault);

/* So many clients come for which none can be made, and go. */
void scarcity_lose_clients(const struct server *server,
	struct fault *fault, unsigned clients);

#endif
