/*
 * The page that the report is written on: as wide as the terminal
 * within limits, colour only there, characters beyond ASCII only where
 * the locale has them, and no control character ever, whatever a text
 * contains.  Everything the reader sees goes through here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PAGE_H
#define PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* In columns; without a terminal a little less than one of 80 has. */
enum { PAGE_WIDTH = 78, PAGE_NARROWEST = 60, PAGE_WIDEST = 120 };

enum style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_QUIET,
	STYLE_GOOD,
	STYLE_BAD,
	STYLE_WARN,
};

struct page {
	FILE *to;
	bool utf8;
	bool colour;
	int width; /* columns of a line */
	int column; /* where the next character goes, from 0 */
	bool gap; /* is the line above empty? */
};

/*
 * Prepares a page.  Sets LC_CTYPE from the environment: UTF-8 or plain
 * ASCII.  Colour needs a terminal, TERM other than "dumb", and NO_COLOR
 * unset or empty (https://no-color.org).  On a terminal lines are two
 * columns shorter than its own, but neither too short nor too long to
 * be read well.
 */
void page_open(struct page *page, FILE *to);

/* Writes a text on the present line; a newline counts as a blank. */
void page_put(struct page *page, enum style style, const char *text);

/* The same, formatted. */
void page_print(struct page *page, enum style style, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/* The same, but cut with "…" so that it ends before column `end`. */
void page_cut(
	struct page *page, enum style style, const char *text, int end);

/* Repeats a character of one column up to column `end`. */
void page_fill(struct page *page, enum style style,
	const char *character, int end);

/* Moves to a column, unless the line is there already. */
void page_move(struct page *page, int column);

/* Ends the line. */
void page_newline(struct page *page);

/* Sees to it that the line above is empty. */
void page_gap(struct page *page);

/*
 * Writes whole lines, broken between words, from column `indent` on;
 * what stands on the present line already stays in front of them.
 */
void page_wrap(struct page *page, enum style style, int indent,
	const char *text);

/* Columns that `length` bytes of a text take. */
int page_width(
	const struct page *page, const char *text, size_t length);

/*
 * How many bytes of the text fit in so many columns, broken between
 * words where possible; 0 only for a text of length 0.
 */
size_t page_fit(const struct page *page, const char *text,
	size_t length, int columns);

#endif
