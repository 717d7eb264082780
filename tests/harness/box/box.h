/*
 * The box: one bubblewrap for each started program, with the test's
 * own network, a system call filter, limits, and nothing of the host
 * but /usr.  Where namespaces are refused, the same start without
 * bubblewrap.  Either way a supervisor stands between test and
 * program, and nothing that the program starts outlives it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BOX_H
#define BOX_H

#include "box_order.h"
#include "isolation.h"

#include <stdint.h>
#include <sys/types.h>

/* A program at the gate, or beyond it. */
struct box {
	pid_t supervisor;
	int pidfd; /* readable when nothing of the program is left */
	int control; /* box_release speaks to the gate through it */
	pid_t program; /* as this process sees it */
	int listener; /* of the watched calls, or -1 */
};

/*
 * Builds the box and stops at the gate.  Result 0; or -1, and `why`
 * has one line (from the box's own stderr where there is one).
 */
int box_start(const struct box_order *order, struct box *box, char *why,
	unsigned long size);

/* Lets the program run.  Result 0, or -1 with errno. */
int box_release(struct box *box);

/*
 * Ends everything in the box, waits until it is gone, and closes the
 * descriptors.  Result: the program's exit status, 128 + n if signal n
 * ended it (bubblewrap cannot tell the two apart).
 */
int box_end(struct box *box);

/*
 * Lowers or raises what the program itself may have of the resource,
 * for it and what it starts from now on; up to what it began with.
 * Result 0, or -1 with errno.
 */
int box_limit(const struct box *box, int resource, uint64_t most);

enum box_trial {
	BOX_HOLDS,
	BOX_BROKEN,
	BOX_UNTRIED, /* the machine was too slow to find out */
};

/*
 * Starts the canary in a real box of the level in force, and believes
 * only its exit status: no capabilities, no new privileges, filter on,
 * limits set; and the host is not there, or at least out of reach.
 * What does not hold is written to the descriptor `complaints`.
 */
enum box_trial box_try(enum isolation level, int complaints);

#endif
