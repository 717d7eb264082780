/*
 * Clients that are lost, and calls that fail: what goes wrong for one
 * client ends that client only.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LOSS_H
#define LOSS_H

#include "server.h"

/*
 * Clients reset their connections, while the server sleeps and while
 * it has work to do; one that stays, and one that comes, are served.
 */
void loss_expect_resets_harmless(const struct server *server);

/*
 * Clients go and leave bytes unread, with and without an end before;
 * for a server that was started with small buffers.
 */
void loss_expect_unread_harmless(const struct server *server);

/* One resets while it waits in the queue, and nobody accepts. */
void loss_expect_queued_reset_harmless(const struct server *server);

/*
 * Accept fails at first with ECONNABORTED.  The server is started for
 * it, with these options before its port, or NULL.
 */
void loss_expect_aborted_accept_harmless(const char *const *options);

/*
 * No descriptor is free: the server goes on with the client that it
 * has, sleeps, and serves new ones when there is room again.
 */
void loss_expect_shortage_harmless(const struct server *server);

/*
 * A signal interrupts the calls in which it waits, receives and sends,
 * twice each; it is started for that, with these options or NULL.
 */
void loss_expect_interruptions_harmless(const char *const *options);

#endif
