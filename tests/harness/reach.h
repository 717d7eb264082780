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

/* A descriptor of ours for the same open file; -1 if there is none. */
int reach_descriptor(pid_t thread, uint64_t fd);

#endif
