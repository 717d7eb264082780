/*
 * The exchange of a test as a sequence diagram: the program's life line
 * on the left, its peer's on the right, the time in ms before them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DIAGRAM_H
#define DIAGRAM_H

#include "page.h"
#include "result.h"

/*
 * Draws the events on the page.  program: the name above the left life
 * line.  Of very many events only the first and the last are drawn.
 */
void diagram_print(struct page *page, const char *program,
	const struct event *events, size_t count);

#endif
