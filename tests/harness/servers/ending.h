/*
 * A server's orderly end: after SIGTERM new clients are refused at
 * once, those that are being served are served to their end, and then
 * it ends with status 0.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENDING_H
#define ENDING_H

#include "server.h"

/* One is inside, SIGTERM comes, and then another client. */
void ending_expect_refusal(const struct server *server);

/* SIGTERM comes in the middle of what one client has to say. */
void ending_expect_service(const struct server *server);

/* Two are inside at SIGTERM; it ends when both have gone. */
void ending_expect_exit(const struct server *server);

/* Nobody is inside: it ends at once. */
void ending_expect_exit_at_once(const struct server *server);

#endif
