/*
 * One thing in a submission: in a folder, or in an archive that was
 * opened; part of intake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTRY_H
#define ENTRY_H

#include <stddef.h>
#include <sys/stat.h>

enum {
	MAX_SOURCE = 256 << 10, /* the solutions have 10 KiB */
	MAX_ARCHIVE = 16 << 20,
	MAX_SHOWN = 300, /* of a path */
};

struct entry {
	const char *path; /* within the submission */
	const char *name; /* its last part */
	int folder; /* that it is in; -1: it is in an archive */
	struct stat status; /* its lstat, as far as is known */
	const char *bytes; /* of what is in an archive */
};

struct text {
	char *bytes;
	size_t size;
};

/* Why it cannot be taken, by what it is; or NULL. */
const char *entry_fault(const struct entry *entry, off_t most);

/*
 * Reads it, at most `most` bytes.  Result: NULL, or why it could not
 * be.  The bytes are to be freed in any case.
 */
const char *entry_read(
	const struct entry *entry, off_t most, struct text *text);

/*
 * The same for a source text, which is UTF-8 then: *note is what was
 * done for that, or NULL.
 */
const char *entry_read_source(const struct entry *entry,
	struct text *text, const char **note);

/* Makes a path fit to be shown, on one line, in MAX_SHOWN bytes. */
void show_path(char *shown, const char *path);

/* Writes all of a text to a new file.  Result 0, or -1 with errno. */
int text_write(const struct text *text, int folder, const char *name);

#endif
