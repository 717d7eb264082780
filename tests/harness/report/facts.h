/*
 * What is known about one failed test: its verdict, what its peers and
 * its program did, which calls the program made.  Causes (causes.h)
 * ask these questions.
 *
 * Patterns are those of fnmatch(3) with FNM_EXTMATCH, over the whole
 * text: "@(recv|read)(*) = 0" is a call that found the end, "\" is
 * itself.  A text that begins with "*(" has to be written "*[(]".
 * Lists of tests are ids with blanks between them, patterns as well.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_H
#define FACTS_H

#include "result.h"

#include <stdbool.h>
#include <stddef.h>

struct facts {
	const struct result *result; /* of the failed test */
	const struct result *results; /* of all tests of the run */
	size_t count;
	int run; /* of the program: the last one in the test */
};

/* --- the test and its verdict --- */

bool test_is(const struct facts *facts, const char *tests);
bool status_is(const struct facts *facts, const char *pattern);
bool message_is(const struct facts *facts, const char *pattern);
bool expected_is(const struct facts *facts, const char *pattern);
bool actual_is(const struct facts *facts, const char *pattern);

/* --- what happened: "server receives 8 bytes \"...\"" --- */

bool saw(const struct facts *facts, const char *pattern);

/* Since the program was started for the last time. */
bool saw_last(const struct facts *facts, const char *pattern);

/* --- the calls of the last run, as calls_tell writes them --- */

bool called(const struct facts *facts, const char *pattern);
size_t call_count(const struct facts *facts, const char *pattern);

/* The first, the last such call, or NULL. */
const char *first_call(const struct facts *facts, const char *pattern);
const char *last_call(const struct facts *facts, const char *pattern);

/* Behind a call of the first kind comes one of the other. */
bool called_after(
	const struct facts *facts, const char *first, const char *then);

/* Behind the last call of the first kind comes one of the other. */
bool called_at_last(
	const struct facts *facts, const char *last, const char *then);

/* The first kind of call, and right behind it the other. */
bool called_next(
	const struct facts *facts, const char *first, const char *then);

/* A call of the first kind comes before any of the other. */
bool called_before(
	const struct facts *facts, const char *first, const char *then);

/* Is the last call of the run such a one, and has not returned? */
bool hangs_in(const struct facts *facts, const char *pattern);

/* What these calls have returned, added up, but for failures. */
long bytes_of(const struct facts *facts, const char *pattern);

/* The argument of the call as a number; 0 is the first one. */
long call_number(const char *line, int argument);

/* What the call has returned; LONG_MIN if it has not. */
long call_result(const char *line);

/* In any of the test's runs. */
bool called_ever(const struct facts *facts, const char *pattern);

/* Are there calls at all?  Else that one is missing says nothing. */
bool calls_are_known(const struct facts *facts);

/* --- the other tests --- */

bool passed(const struct facts *facts, const char *tests);

/* One of these failed, and its message is so. */
bool failed_with(const struct facts *facts, const char *tests,
	const char *message);

/* In one of these, which failed, there was such a call. */
bool called_in(const struct facts *facts, const char *tests,
	const char *pattern);

/* In any failed test the one call stood right behind the other. */
bool called_next_anywhere(
	const struct facts *facts, const char *first, const char *then);

/* --- how the program was called the last time --- */

/* The argument, 1 is the first, as printable text; "" without one. */
void argument_of(
	const struct facts *facts, int number, char *text, size_t size);

/* The last argument as a number, or -1. */
long last_argument(const struct facts *facts);

#endif
