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

#include "gate.h"
#include "isolation.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What a program may have if the order does not say. */
/* A server of a hundred clients may have a process for each. */
enum { BOX_DESCRIPTORS = 256, BOX_PROCESSES = 256 };

/* What is to run, and what it finds. */
struct box_order {
	const char *program; /* path of the executable */
	char *const *argv; /* argv[0]: its name; ends with NULL */
	const char *hosts; /* /etc/hosts; NULL: localhost only */
	uint16_t dns_port; /* used where /etc/resolv.conf is not ours */
	int output; /* becomes stdout */
	int errors; /* becomes stderr */
	unsigned descriptors; /* RLIMIT_NOFILE; 0: BOX_DESCRIPTORS */
	unsigned processes; /* and threads; 0: BOX_PROCESSES */
	bool sanitized; /* no RLIMIT_DATA: sanitizers reserve more */
	bool detect_leaks;
	bool reuse_memory;
	/* What it has started goes on when it has ended itself. */
	bool outlived;
	int calls; /* memory that notes its calls (calls.h), or -1 */
	const struct sock_filter *filter; /* calls to watch, or NULL */
	uint32_t filter_length;
	uint64_t password; /* of the filter; gate.h */
	bool outlasts_signals;
};

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
