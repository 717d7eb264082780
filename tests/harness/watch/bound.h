/*
 * What the kernel knows about the UDP ports of the network that the
 * test is in.  Source: proc(5), /proc/net/udp.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BOUND_H
#define BOUND_H

#include <stdint.h>

/* How many sockets have the port, at any address of IPv4 or IPv6? */
unsigned bound_udp(uint16_t port);

/* The port that any socket has, or 0. */
uint16_t bound_udp_port(void);

#endif
