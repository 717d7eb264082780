/*
 * Can a signal interrupt a call of the program?  Linux looks for one
 * only when the call has to wait: see signal(7), "Interruption of
 * system calls and library functions by signal handlers".
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef INTERRUPTION_H
#define INTERRUPTION_H

#include <linux/seccomp.h>
#include <stdbool.h>

/*
 * Not a call that may not wait, by its descriptor (O_NONBLOCK), its
 * flags (MSG_DONTWAIT) or its time-out of 0; nor any call of a thread
 * that lets no signal in.
 */
bool interruption_is_possible(const struct seccomp_notif *call);

#endif
