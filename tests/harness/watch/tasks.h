/*
 * How many processes and threads there are in a box.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TASKS_H
#define TASKS_H

#include "box.h"

/*
 * How many processes and threads RLIMIT_NPROC counts for the program:
 * those of its user namespace.  0 if they cannot be told from others.
 */
unsigned tasks_in(const struct box *box);

#endif
