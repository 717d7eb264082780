/*
 * A TCP server that sends back what its clients send, and announces
 * each of them; and the dialogue with it.  What is more to it than that
 * is asked for by other modules: crowd.h, loss.h, limit.h, ending.h,
 * turnover.h, and children.h for one that has a process for each.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SERVER_H
#define SERVER_H

#include "peer.h"
#include "program.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server {
	struct program *program;
	uint16_t port;
};

/*
 * Starts it and waits until it listens, on a port that is drawn; the
 * arguments of the plan are what stands before the port, or NULL.
 */
struct server server_start_as(struct program_plan plan);
#define server_start(...)                                           \
	server_start_as((struct program_plan){                      \
		.arguments = (const char *[]){ NULL, ##__VA_ARGS__, \
				     NULL } +                       \
			1 })

/* As server_start_as, but on this port, and it may not listen yet. */
struct program *server_launch(struct program_plan plan, uint16_t port);
void server_await_open(const struct server *server);

/* --- its clients --- */

/* "client", "second client" and so on; from the tenth on one name. */
const char *server_client_name(unsigned number);

/* Client number so-and-so, from 0, as its name says. */
struct peer *server_connect(
	const struct server *server, unsigned number);
struct peer *server_connect_from(
	const struct server *server, const char *address);

/* Not in the transcript: one of very many. */
struct peer *server_connect_quietly(const struct server *server);

/* Its buffers are tiny, and it does not read for now. */
struct peer *server_connect_without_reading(
	const struct server *server);

/* Makes all buffers of the network small, where they can be. */
void server_shrink_buffers(void);

/*
 * The client says something, and gets it back.  It is a line, for a
 * server that waits for whole ones: one test of that is enough.
 */
void server_expect_echo(struct peer *client);

/* It ends its side, and sees an orderly end. */
void server_expect_end(struct peer *client);

/*
 * A client that comes now gets its echo.  Whether it sees an end is
 * another matter: it goes without waiting for that.
 */
void server_expect_service(const struct server *server);

/* --- what it says of them --- */

extern const char server_announcing[];

/* How many clients it has announced so far, by whole lines. */
unsigned server_announced(const struct server *server);

/* Has a line announced one from this address? */
bool server_has_announced(
	const struct server *server, const char *address);

/* Waits until it has announced so many. */
void server_await_announced(
	const struct server *server, unsigned count);

/* Waits until a line has announced one from this address. */
void server_await_address(
	const struct server *server, const char *address);

/* --- its queue --- */

/* Waits until it has accepted all that have come, or nobody listens. */
void server_await_accepted(const struct server *server);

#endif
