/*
 * Calls of the program that are held up: as if they waited, until a
 * signal interrupts them or what they wait for has come; or for a
 * while.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef HELD_H
#define HELD_H

#include <linux/seccomp.h>
#include <stdbool.h>

/*
 * Holds the call up if it would wait now, and for longer than so many
 * milliseconds; then it fails with EINTR, and `interrupted` is called.
 * If what it waits for comes before, it goes on as if nothing had been.
 * Result: false if it is left alone.
 */
bool held_interrupt(const struct seccomp_notif *call, int listener,
	long milliseconds, void (*interrupted)(void));

/*
 * Holds any call up until the condition holds (NULL: never), and for so
 * many milliseconds at most; then it goes on.  Result: false if it is
 * left alone, since too many are held.
 */
bool held_up(const struct seccomp_notif *call, int listener,
	long milliseconds, bool (*until)(void *context), void *context);

/* Is one held that will go on when its time has come? */
bool held_any_up(void);

/* Nothing is held any more; the listener is about to be closed. */
void held_forget(void);

#endif
