/*
 * The other end of a TCP connection, scripted: a server for the client
 * under test, or a client for the server under test.  All of it runs
 * in the test's loop; what a peer has to wait for, it waits for by
 * program_await, so a program that can no longer do it is found out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PEER_H
#define PEER_H

#include "program.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- a server that waits for the program --- */

struct listener;

struct listening {
	const char *address; /* numeric, "127.0.0.1" or "::1" */
	uint16_t port;
	int buffer_bytes; /* of each connection; 0: the kernel's own */
	int backlog; /* 0: 16 */
};

/* Listens; on trouble the test ends with grader_error. */
struct listener *peer_listen(const struct listening *plan);

/* Takes the connection of the program, which has to come. */
struct peer *peer_accept(
	struct listener *listener, struct program *program);

/* Has the program connected here, though it should not? */
bool listener_has_client(const struct listener *listener);

/*
 * An earlier server has had a client on the port of 127.0.0.1, and has
 * closed first: its end of the connection is kept for a minute, so the
 * port is free only for those who ask with SO_REUSEADDR.
 */
void peer_leave_port_busy(uint16_t port);

/* --- a client of the program --- */

struct connecting {
	const char *from; /* numeric address, or NULL: any */
	const char *to; /* numeric; NULL: 127.0.0.1 */
	uint16_t port;
	int buffer_bytes; /* 0: the kernel's own */
	const char *name; /* in the transcript; NULL: "client" */
	bool quietly; /* not in the transcript: one of thousands */
	/* Do not wait for the connection, which a full queue delays:
	 * what is sent goes out when it is there. */
	bool patiently;
};

/*
 * Connects, which a listening kernel answers even while the program is
 * busy.  A refusal ends the test with a verdict about the program.
 */
struct peer *peer_connect(
	const struct connecting *plan, struct program *program);

/* --- both --- */

/*
 * Sends the bytes, as fast as they are taken, while the loop runs;
 * they are copied.  peer_await_sent waits until they are all taken.
 */
void peer_send(struct peer *peer, const void *bytes, size_t length);
void peer_await_sent(struct peer *peer);

/* Sends the bytes and the end (FIN) by one and the same packet. */
void peer_send_and_end(
	struct peer *peer, const void *bytes, size_t length);

/*
 * Sends byte by byte, each one only when the program has read all the
 * bytes before it, or has seen them and waits for more: it cannot get
 * two of them by one call unless it asked to.
 */
void peer_drip(struct peer *peer, const void *bytes, size_t length);

/* Sends the bytes at once, and waits until they are noticed so. */
void peer_send_noticed(
	struct peer *peer, const void *bytes, size_t length);

/* Waits until the program has read all that was sent to it. */
void peer_await_read(struct peer *peer);

/*
 * Waits for exactly these bytes; others, or an end before them, end
 * the test with a verdict.  `what` says what they are ("the word").
 */
void peer_expect(struct peer *peer, const void *bytes, size_t length,
	const char *what);

/* Waits until bytes have come, or the end. */
void peer_await_bytes(struct peer *peer);

/* Waits for the orderly end (FIN); bytes or a reset are wrong. */
void peer_expect_end(struct peer *peer);

/* Waits until the program has ended the connection in any way. */
void peer_await_gone(struct peer *peer);

bool peer_is_gone(const struct peer *peer);

/* Our end of the connection, for diag.h. */
int peer_socket(const struct peer *peer);

/* Bytes came that were not expected yet. */
size_t peer_received(const struct peer *peer);

/* Bytes of peer_send that the kernel has not taken: they stall. */
size_t peer_stalled(const struct peer *peer);

/*
 * How many bytes the program has of those that were sent to it: neither
 * in one of the kernel's queues, nor sent back.  Exact while nothing
 * moves; it has to send back what it gets.
 */
long peer_kept(const struct peer *peer);

/* Stops and resumes reading: the kernel's buffers fill up meanwhile. */
void peer_pause_reading(struct peer *peer);
void peer_resume_reading(struct peer *peer);

/*
 * Waits, while reading is paused, until the program cannot get rid of
 * any more of the bytes that it has to send, because all buffers are
 * full.  If they hold all of them, the test ends with grader_error.
 */
void peer_await_full(struct peer *peer, size_t length);

/* Ends the sending side only; what comes is still read. */
void peer_half_close(struct peer *peer);

/* Closes both sides in order; the peer is gone. */
void peer_close(struct peer *peer);

/* Closes by reset (RST); the peer is gone. */
void peer_reset(struct peer *peer);

#endif
