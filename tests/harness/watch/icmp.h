/*
 * Refusals: what the kernel answers to a datagram for a port where
 * nobody is (ICMP "port unreachable").  Nobody has to send them; but a
 * test can prove that they came, and the transcript shows them.
 * Source: icmp(7), RFC 792, RFC 4443.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ICMP_H
#define ICMP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * From now on refusals of datagrams for this port are noticed.  Result:
 * false where that takes rights that we do not have, as an ordinary
 * user has none without a network of the test's own.
 */
bool icmp_watch(uint16_t port);

/* How many have come; when the last did (loop_now_us). */
unsigned icmp_refusals(void);
int64_t icmp_refused_us(void);

#endif
