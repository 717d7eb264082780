/*
 * Does a program refuse an argument for what it is, or everything?  A
 * program that is half finished fails with a good argument, too; but
 * it says something else then than when it refuses a bad one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "program.h"

/* What a program says of a good argument; all zeros: it runs on. */
struct acceptance {
	char argument[16];
	char words[4096]; /* without the argument */
};

/*
 * The program has ended though its argument is a good one: with a usage
 * line that is a refusal, and the verdict.  Else its words are kept.
 */
void refusal_expect_none(struct program *program, const char *argument,
	struct acceptance *good);

/*
 * As expect_failure; and it does not say of the bad argument what it
 * says of the good one.  `kind` says what is asked for ("port").
 */
void refusal_expect(struct program *program, const char *argument,
	const char *kind, const struct acceptance *good);

#endif
