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

/*
 * Answers the call if it has a time-out and would wait now; else the
 * result is false, and the call is left alone.
 */
bool timeout_let_pass(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer);

#endif
