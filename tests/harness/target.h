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

/* A TCP socket; the resolver has sockets of its own, of no stream. */
bool target_is_tcp(int fd);

/* The same, connected, and not with the program itself. */
bool target_is_ours(int fd);

/* connect(2): to where this process listens, if it listens at all? */
bool target_connects(const struct seccomp_notif *call);

/*
 * A call that waits for several descriptors: is a connection with us
 * among them, or a TCP socket that has none yet?
 */
bool target_waits(const struct seccomp_notif *call);

#endif
