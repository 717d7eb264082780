/*
 * How many descriptors a process may have here: a test of a thousand
 * clients needs more than the usual 1,024, and so may the program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

/*
 * Makes sure that this process may have so many descriptors beside
 * those of the grader itself.  Where the system's hard limit is lower,
 * the test is skipped.
 */
void descriptors_require(unsigned count);

/* The same for a program that will be started with such a limit. */
void descriptors_require_for_program(unsigned count);

#endif
