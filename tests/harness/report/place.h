/*
 * Where the reader finds a section of the text: on a page of the book,
 * if that has been made or came with the workbook, or else in the
 * chapter's source, by its line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PLACE_H
#define PLACE_H

#include "run.h"

/*
 * Writes "build/book/student/html/01-name-lookup.html#sec-layers" or
 * "chapters/01-name-lookup/chapter.md:584"; without a line if the text
 * has no such section.  A page counts only if it has the section.
 */
void place_of(const struct run *run, const char *section, char *text,
	size_t size);

#endif
