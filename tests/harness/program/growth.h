/*
 * Does a server need more and more memory?
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef GROWTH_H
#define GROWTH_H

#include "program.h"

/* Bytes that it has written to, when it is done with what came. */
long growth_measure(struct program *program);

/*
 * It has no more than before, though it has served `count` of them
 * since ("clients"); threads: how many it had meanwhile.
 */
void growth_expect_none(struct program *program, long before, int count,
	const char *of_them, unsigned threads);

#endif
