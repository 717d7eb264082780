/*
 * What the harness is told by environment variables, and tells its own
 * processes: Criterion starts a test's worker anew, so what is found
 * out once has no other way there.  No other file of the harness reads
 * or names these variables; how a terminal is set up is not among them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stddef.h>

/* From tests/reader/grade. */
#define ENVIRONMENT_PROGRAM "WORKBOOK_PROGRAM" /* an executable */
#define ENVIRONMENT_SOURCE "WORKBOOK_SOURCE"
#define ENVIRONMENT_RESULTS "WORKBOOK_RESULTS" /* the record */
#define ENVIRONMENT_HARNESS "WORKBOOK_HARNESS" /* folder of tools */
#define ENVIRONMENT_BUILD_STATUS "WORKBOOK_BUILD_STATUS"
#define ENVIRONMENT_BUILD_LOG "WORKBOOK_BUILD_LOG"
#define ENVIRONMENT_WARNINGS "WORKBOOK_WARNINGS"
#define ENVIRONMENT_SCRATCH "WORKBOOK_SCRATCH"
#define ENVIRONMENT_BUILD "BUILD"

/* From the reader. */
#define ENVIRONMENT_TEST "TEST"
#define ENVIRONMENT_VERBOSE "V" /* 1 */
#define ENVIRONMENT_WISHED_SEED "SEED"
#define ENVIRONMENT_ISOLATION "WORKBOOK_ISOLATION" /* open */

/* For slow machines: all that is waited for takes so many times. */
#define ENVIRONMENT_SLOW "WORKBOOK_SLOW"
/* How many tests run at once, where a class is graded. */
#define ENVIRONMENT_JOBS "WORKBOOK_JOBS"
/* Seconds after which a program that hangs is not tested any further;
 * without it: never. */
#define ENVIRONMENT_PATIENCE "WORKBOOK_PATIENCE"
/* 1 if one failure is enough to know. */
#define ENVIRONMENT_FAIL_FAST "WORKBOOK_FAIL_FAST"
#define ENVIRONMENT_TEMPORARY "TMPDIR"

/* From a suite's main program to its tests. */
#define ENVIRONMENT_LEVEL "WORKBOOK_LEVEL" /* of isolation.h */
#define ENVIRONMENT_RUN "WORKBOOK_RUN" /* folder of the journals */
#define ENVIRONMENT_SEED "WORKBOOK_SEED"

/* From the box to a library in the program under test. */
#define ENVIRONMENT_DNS_PORT "WORKBOOK_DNS_PORT"

/* The variable's value; "" if it is not set. */
const char *environment_value(const char *name);

/* As a number; 0 if it is none. */
long environment_number(const char *name);

/* Sets it for this process and those that it starts. */
void environment_tell(const char *name, const char *value);

/* The path of a tool that the suite was built with, as "gate". */
void environment_tool(char *path, size_t size, const char *tool);

#endif
