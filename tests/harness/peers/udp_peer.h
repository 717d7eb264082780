/*
 * The other end of a program that sends or takes datagrams: sockets of
 * our own, as many as a test wants, at addresses and ports of its
 * choice: the server or the clients, and strangers that send what
 * nobody asked them for.  All of it runs in the test's loop.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UDP_PEER_H
#define UDP_PEER_H

#include "program.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum {
	/* What one datagram can hold over IPv4; RFC 768, RFC 791. */
	UDP_MOST_BYTES = 65507,
};

struct udp_peer;

struct datagram {
	const char *bytes;
	size_t length;
	/* When it was sent, as loop_now_us: by the kernel's stamp, so
	 * it is exact, however late we come to look. */
	int64_t when_us;
	struct sockaddr_storage from;
	socklen_t from_size;
};

/*
 * Opens a socket.  port: 0 for any that is free.  name: in the
 * transcript, "server" or "client"; NULL: it does not appear there,
 * as one of hundreds.  On trouble the test ends with grader_error.
 */
struct udp_peer *udp_open(
	const char *address, uint16_t port, const char *name);

/*
 * Closes it: from then on the kernel refuses what is sent there, by
 * ICMP.  What came before is kept.
 */
void udp_close(struct udp_peer *peer);

/*
 * How many datagrams have come, those included that the loop has not
 * come to yet; the index-th of them, from 0.
 */
size_t udp_count(struct udp_peer *peer);
const struct datagram *udp_datagram(
	const struct udp_peer *peer, size_t index);

/*
 * Waits until more than `index` have come; `expected` says it for
 * people ("the word comes a second time").
 */
const struct datagram *udp_await(struct udp_peer *peer,
	struct program *program, size_t index, const char *expected);

/*
 * Ends the test with a verdict unless the datagram has exactly these
 * bytes; `what` says what they are ("the word").
 */
void udp_compare(const struct datagram *datagram, const void *bytes,
	size_t length, const char *what);

/* Waits for the first one, and compares it. */
const struct datagram *udp_expect(struct udp_peer *peer,
	struct program *program, const void *bytes, size_t length,
	const char *what);

/* Its port, which may be any that was free. */
uint16_t udp_port(const struct udp_peer *peer);

/*
 * From now on it takes what comes from there, and nothing else, and the
 * kernel tells it when nobody is there.
 */
void udp_connect(
	struct udp_peer *peer, const char *address, uint16_t port);

/* Has the kernel told a connected one that nobody is there? */
bool udp_is_refused(struct udp_peer *peer);

/* Sends a datagram there. */
void udp_send_to(struct udp_peer *peer, const char *address,
	uint16_t port, const void *bytes, size_t length);

/*
 * Sends a datagram to where this one came from.  It lies in the
 * program's queue when the call returns, unless the program is gone.
 */
void udp_send(struct udp_peer *peer, const struct datagram *to,
	const void *bytes, size_t length);

#endif
