/*
 * What the reader sees when a run has ended: every test on a line, the
 * first open step as a lesson, the points, and what to do next.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef REPORT_H
#define REPORT_H

#include "run.h"

#include <stdint.h>
#include <stdio.h>

/*
 * Reads the journals and prints the report, at most 80 columns wide;
 * sets LC_CTYPE from the environment.  duration_ms: of the whole run.
 *
 * Result: the exit status of the run.  0 for full marks: every test
 * that this machine can grade has passed, and there was at least one.
 * Else 1, also for a selection that leaves tests out, a program that
 * does not compile, and a journal missing; 2 for a failure to print.
 */
int report_print(const struct run *run, int64_t duration_ms, FILE *to);

#endif
