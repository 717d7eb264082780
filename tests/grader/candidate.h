/*
 * The files in a submission that may be the program of a chapter, and
 * which of them is taken; part of intake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CANDIDATE_H
#define CANDIDATE_H

#include "entry.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	MAX_SEARCHES = 40,
	MAX_CANDIDATES = 16,
	MAX_NOTES = 12,
};

struct candidate {
	char *path; /* within the submission */
	const char *fault; /* why it cannot be taken, or NULL */
	const char *note; /* what was done to its text, or NULL */
	struct text text;
	unsigned number; /* of a copy: a higher one is newer */
	bool is_exact; /* it has the very name */
	bool in_chapter; /* below a folder with the chapter's key */
	bool is_older; /* there is a newer one in its folder */
	const char *left; /* once it is settled: why it was not taken */
};

struct search {
	const char *key; /* of the chapter */
	const char *file; /* the program's name */
	struct candidate candidates[MAX_CANDIDATES];
	size_t count;
	bool too_many;
	char *notes[MAX_NOTES];
	size_t note_count;
	const struct candidate *taken;
};

/* Looks at a thing, by its name.  Is it the program, or may it be? */
bool search_meet(struct search *search, const struct entry *entry);

/* Remembers a line for the teacher: the path, made fit, and `what`. */
void search_note(
	struct search *search, const char *path, const char *what);

/*
 * Decides.  `others` is what else was handed in, to be told where the
 * program is missing, or an empty text.  Result: the search's part of
 * the JSON, or NULL when out of memory; search->taken is the file to
 * grade, or NULL.
 */
json_t *search_settle(struct search *search, const char *others);

/* The notes so far. */
json_t *search_list_notes(const struct search *search);

#endif
