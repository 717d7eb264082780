/*
 * Takes away what a call of the program would have taken, so that the
 * event that announced it turns out to be none.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TAKING_H
#define TAKING_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * accept(2): the next connection is closed.  Calls that receive: all
 * bytes that are there are read, and added to *taken.  Result: false if
 * there is nothing.
 */
bool taking_away(const struct seccomp_notif *call, size_t *taken);

#endif
