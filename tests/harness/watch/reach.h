/*
 * Reaching into a process: its memory and its descriptors, for faults
 * that do a call's work in its place.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef REACH_H
#define REACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* All of the bytes, or none: false. */
bool reach_read(
	pid_t thread, uint64_t address, void *copy, size_t size);
bool reach_write(
	pid_t thread, uint64_t address, const void *bytes, size_t size);

/*
 * Skips the test where we may not: the program has another uid than we,
 * and we lack CAP_SYS_PTRACE, as root does in a plain container.
 */
void reach_require(void);

/* The process that the thread belongs to; -1 if it is gone. */
pid_t reach_process(pid_t thread);

/* A descriptor of ours for the same open file; -1 if there is none. */
int reach_descriptor(pid_t thread, uint64_t fd);

/*
 * The same, if it is one of the right kind; else -1.  What is asked
 * about must be what is used: in between, another thread of the program
 * could put another file in its place, which we may write to and the
 * program may not.
 */
int reach_if(bool (*is_right)(int fd), pid_t thread, uint64_t fd);

#endif
