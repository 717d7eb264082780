/*
 * The wire of a network of the test's own: datagrams that claim to come
 * from anywhere, and what passes, wherever it goes.  Source: raw(7),
 * packet(7).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One end of a datagram's way; a NULL address is any. */
struct wire_end {
	const char *address;
	uint16_t port;
};

/* From now on, and from 0, datagrams of IPv4 are counted. */
void wire_watch(void);

/* How many have gone from the one port to that end? */
unsigned wire_count(uint16_t from_port, struct wire_end to);

/*
 * Sends a datagram as if from there.  name: in the transcript.  On
 * trouble the test ends with grader_error.
 */
void wire_send(const char *name, struct wire_end from,
	struct wire_end to, const void *bytes, size_t length);

#endif
