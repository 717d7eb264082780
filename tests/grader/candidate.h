/*
 * The files in a submission that may be the program of a chapter, and
 * which of them is taken; part of intake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CANDIDATE_H
#define CANDIDATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum {
	MAX_SEARCHES = 40,
	MAX_CANDIDATES = 16,
	MAX_NOTES = 12,
	MAX_SOURCE = 256 << 10, /* the solutions have 10 KiB */
};

struct candidate {
	char *path; /* within the submission */
	const char *fault; /* why it cannot be taken, or NULL */
	char *bytes;
	size_t size;
	bool in_chapter; /* below a folder with the chapter's key */
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

/* Looks at one entry of a folder, by its name and its lstat. */
void search_meet(struct search *search, int folder, const char *name,
	const char *path, const struct stat *status);

/* Remembers a line for the teacher: the path, made fit, and `what`. */
void search_note(
	struct search *search, const char *path, const char *what);

/*
 * Decides.  Result: the search's part of the JSON, or NULL when out of
 * memory; search->taken is the file to grade, or NULL.
 */
json_t *search_settle(struct search *search);

/*
 * Copies what was taken, if any, to KEY/FILE below the folder.
 * Result 0, or -1 with errno.
 */
int search_copy(const struct search *search, int into);

#endif
