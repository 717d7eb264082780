/*
 * What is put in front of every attack that is a C file; see
 * tests/repo/check-attacks.
 *
 * The folder of an attack says what becomes of it: refused at intake,
 * uncompiled, stopped by a limit, caught by the tests, harmless (full
 * marks), or flagged for a person.  Its first comment says the rest, a
 * line each:
 *
 *   attack N: what it tries           must: what has to happen
 *   program: whose part it plays (nslookup)
 *   to: solution (put behind it; it acts before main)
 *   status: those that its tests may have, and "skipped"
 *   points: how many it may get       flags: those that it must get
 *   found: what intake says of it     needs: root
 *   level: sealed, if it needs that; any: tried without it, too
 *
 * One that reaches what it must not reach says so by escaped(), and
 * that word is looked for in all that the grader writes.  @ROOT@ is the
 * folder of the workbook.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/keyctl.h>
#include <linux/vm_sockets.h>
#include <mqueue.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* In two pieces: the compiler may quote this line. */
static inline void escaped(const char *how)
{
	dprintf(STDERR_FILENO,
		"ESC"
		"APED: %s\n",
		how);
	_exit(3);
}

/* Before main, with its arguments. */
#define BEFORE_MAIN                                              \
	__attribute__((constructor)) static void attack(int argc \
		__attribute__((unused)),                         \
		char *argv[] __attribute__((unused)))
