/*
 * How strongly the program under test can be shut in on this machine:
 * measured at the start of a run (probe.h), printed, and written into
 * the record.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ISOLATION_H
#define ISOLATION_H

#include <stdbool.h>
#include <stdint.h>

enum isolation {
	/* Namespaces: user, pid, mount, net, ipc, uts; and a filter. */
	ISOLATION_SEALED,
	/* Root without namespaces: the program gets another uid. */
	ISOLATION_SPLIT_UID,
	/* Neither: only fit for the reader's own program. */
	ISOLATION_SHARED_UID,
	/* The machine was too slow to find out; run nothing. */
	ISOLATION_UNTRIED,
};

/* The uid and gid of a program that root starts; owned by nobody. */
enum { ISOLATION_UID = 61000 };

/* The level in force; a worker inherits it by WORKBOOK_LEVEL. */
enum isolation isolation_level(void);

/*
 * May this process become ISOLATION_UID?  True for root, but not for
 * the root of a container that has no such uid.
 */
bool isolation_can_change_uid(void);

/*
 * Waits until no other run has ISOLATION_UID, and keeps it until this
 * process has ended: programs of one uid can end each other, and at
 * its end a run deletes all that is left of that uid.
 */
void isolation_take_turn(void);

/* How many processes a program may have (RLIMIT_NPROC); 0: no limit. */
uint64_t isolation_process_limit(unsigned own);

/* "sealed", "split-uid", "shared-uid" or "untried". */
const char *isolation_name(enum isolation level);

#endif
