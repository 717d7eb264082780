/*
 * What the contracts of all programs have in common, as expectations:
 * each ends the test with a verdict if it is not met, and says what
 * was expected, what came, and what that means.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EXPECT_H
#define EXPECT_H

#include "program.h"

/* Exit status 0 and nothing on stderr. */
void expect_success(struct program *program);

/*
 * Exit status 0, whatever it says on stderr: for all tests but the one
 * that is about stderr, so that one remark costs one test.
 */
void expect_exit_0(struct program *program);

/* Exit status 1, nothing on stdout, and a line on stderr. */
void expect_failure(struct program *program);

/*
 * What is no port: for a loop in a test, with expect_failure for each.
 * Ends with NULL.
 */
extern const char *const expect_bad_ports[];

/*
 * As expect_failure; a line begins "USAGE: " and the name, and with it
 * the program ends: no call fails behind it.
 */
void expect_usage_error(struct program *program);

/*
 * As expect_failure; stderr contains the text (what failed) and more
 * than that.
 */
void expect_named(struct program *program, const char *what);

/*
 * As expect_failure; stderr has more than the text (what failed) may
 * have, and that is a reason of the resolver: neither "Success" nor
 * what strerror says of the resolver's number.
 */
void expect_resolver_reason(struct program *program, const char *what);

/* All that expect_named and expect_resolver_reason ask for. */
void expect_reason(struct program *program, const char *what);

/* stdout is exactly these bytes. */
void expect_output(
	struct program *program, const char *bytes, size_t length);

/*
 * stdout consists of these lines, each once, in any order; the last one
 * may lack its newline.  `thing` says what a line is ("address").
 */
void expect_lines(struct program *program, const char *const *lines,
	size_t count, const char *thing);

/* The same, but lines may come again. */
void expect_lines_among(struct program *program,
	const char *const *lines, size_t count, const char *thing);

/* stdout ends with a newline, whatever it has. */
void expect_last_newline(struct program *program, const char *thing);

#endif
