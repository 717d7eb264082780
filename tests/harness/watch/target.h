/*
 * Is a call about a connection with this process?  A program may have
 * connections with itself, whose faults would teach nobody anything.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TARGET_H
#define TARGET_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>

/* A TCP socket; the resolver has sockets of its own, of no stream. */
bool target_is_tcp(int fd);

/* The same, connected, and not with the program itself. */
bool target_is_ours(int fd);

/* A socket for datagrams, but not one that asks the DNS server. */
bool target_is_udp(int fd);

/* The port of the DNS server of this test, beside 53. */
void target_leave_out(uint16_t dns_port);

/*
 * A call that waits for several descriptors, or receives from or sends
 * to one: is it about a datagram?
 */
bool target_has_datagram(const struct seccomp_notif *call);

/* connect(2): to where this process listens, if it listens at all? */
bool target_connects(const struct seccomp_notif *call);

/*
 * A call that waits for several descriptors: is a connection with us
 * among them, or a TCP socket that has none yet?
 */
bool target_waits(const struct seccomp_notif *call);

#endif
