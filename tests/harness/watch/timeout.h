/*
 * Time that passes in no time: ends a call of the program as its own
 * time-out would have ended it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TIMEOUT_H
#define TIMEOUT_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Answers the call if it has a time-out and would wait now; else the
 * result is false, and the call is left alone.
 */
bool timeout_let_pass(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer);

/*
 * Would the call wait now?  Not if one of its descriptors is ready, nor
 * with a time-out of 0.  May be asked again while the call is held up.
 */
bool timeout_would_wait(const struct seccomp_notif *call);

/*
 * Takes off what has passed of the time-out that the kernel writes back
 * when a call ends early: select(2), ppoll(2).
 */
void timeout_take_off(const struct seccomp_notif *call, int64_t us);

/* How long the call would wait at most; -1: no limit. */
int64_t timeout_of(const struct seccomp_notif *call);

#endif
