/*
 * From the facts of each failed test to its likely cause: what the
 * author of the program may believe.  The causes of a chapter stand in
 * tests/NN-name/causes.c, beside the suite:
 *
 *	static bool one_recv(const struct facts *f)
 *	{
 *		return message_is(f, "*of the reply * not printed") &&
 *			call_count(f, RECEIVES) == 1;
 *	}
 *
 *	const struct cause chapter_causes[] = {
 *		{ .phrase = "takes what one recv brings for the whole "
 *			    "reply",
 *			.section = "sec:client-receive",
 *			.hint = "recv gives you what has come ...",
 *			.shows = one_recv },
 *		{ .phrase = NULL },
 *	};
 *
 * A cause is asked about one failed test at a time, and never about a
 * test in which the program says that a step is not written yet.  So a
 * program that has several mistakes, or is half finished, is told about
 * each.  Where several causes show in a test, it gets the one that is
 * shown by most tests of the run; then the first in the list.  Where
 * none does, none is named: no word is better than a wrong one.
 *
 * So `shows` has to prove its cause by what it sees: that a test failed
 * is no proof, since other mistakes fail it, too.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CAUSES_H
#define CAUSES_H

#include "facts.h"

struct cause {
	/* Behind "It looks as if the program "; NULL ends the list. */
	const char *phrase;
	const char *section; /* id of the section that explains it */
	const char *hint;
	/* The title of a listing of the text that is wrong on purpose
	 * in the same way; or NULL. */
	const char *listing;
	bool (*shows)(const struct facts *facts);
	/* Counts only where no other cause shows: its facts fit, but
	 * they are those of a kind of mistake rather than of one. */
	bool vague;
};

/*
 * The causes of the chapter.  Weak: a chapter may have none, and then
 * the address is NULL.
 */
extern const struct cause chapter_causes[] __attribute__((weak));

/*
 * Sets the `cause` of those failed tests whose facts show one; causes
 * may be NULL.  Result: 0, or -1 with errno (ENOMEM).
 */
int causes_find(const struct cause *causes, struct result *results,
	size_t count);

/*
 * results_read (result.h), and each failed test has the cause that its
 * facts show, or NULL.
 */
struct result *causes_read(const struct run *run);

/*
 * What to tell first: the failed test, the first of its kind, whose
 * cause explains most of the failed tests; or NULL if no test has one.
 */
const struct result *causes_main(
	const struct result *results, size_t count);

/* The first test that has this cause, or NULL. */
const struct result *causes_first(const struct cause *cause,
	const struct result *results, size_t count);

/* How many failed tests have this cause. */
size_t causes_count(const struct cause *cause,
	const struct result *results, size_t count);

#endif
