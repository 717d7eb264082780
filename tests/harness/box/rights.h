/*
 * What a process gives up before it becomes a program that is not
 * ours.  Each is for a new process, before it executes another one.
 * Result 0, or -1 with errno.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RIGHTS_H
#define RIGHTS_H

/*
 * Root becomes ISOLATION_UID, since its own rights would reach through
 * every bind mount; others stay who they are.
 */
int rights_become_nobody(void);

/* No capability is left, ambient ones neither. */
int rights_drop_capabilities(void);

/* Installs the system call filter that make_filter wrote. */
int rights_filter_calls(int file);

#endif
