/*
 * The process between a test and the program it started: nothing that
 * the program starts outlives it, whatever happens to the test.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include <stdbool.h>
#include <sys/types.h>

struct supervision {
	void (*become)(void *context);
	void *context;
	/* What the child has started goes on when the child has ended:
	 * the supervisor exits when nothing of it is left. */
	bool outlived;
};

/*
 * Starts a supervisor, which calls `become` in a child of its own and
 * exits with that child's status (128 + n after signal n).  `become`
 * must end in exec or _exit.
 *
 * Sealed: the supervisor is process 1 of a PID namespace and dies with
 * the test; the kernel then kills what is left (pid_namespaces(7)).
 * Else it is a subreaper, ends its descendants when the program is
 * gone or when the test is, and only a descendant that kills the
 * supervisor itself could escape.
 *
 * Result: its pid, or -1 with errno.
 */
pid_t supervisor_start(const struct supervision *plan);

/*
 * Kills the children of this process, and those that become its
 * children meanwhile, until there is none.  SIGCHLD has to be blocked.
 */
void supervisor_sweep(void);

/* Ends the supervisor and what it supervises, soon. */
void supervisor_stop(pid_t supervisor);

#endif
