/*
 * What a test draws by lot: names, addresses, numbers.  All of it
 * follows from the seed of the run and the test's id, so a run can be
 * repeated and no table of answers passes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DRAW_H
#define DRAW_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

void draw_begin(uint64_t seed, const char *test_id);

/* A number from 0 to bound - 1. */
uint32_t draw_below(uint32_t bound);

/*
 * Bytes of any value, or small letters; a NUL that does not count is
 * behind them.  They last as long as the test.
 */
const char *draw_bytes(size_t length);
const char *draw_word(size_t length);

/* A host name such as kestrel-4711.example.test; RFC 6761. */
const char *draw_host(void);

/*
 * A unicast address: no two of a test are equal, none is another one
 * read backwards, and the bytes of IPv4 are from 1 to 127.
 */
struct in_addr draw_ipv4(void);
struct in6_addr draw_ipv6(void);

#endif
