/*
 * Opens an archive of a stranger, in a box: it becomes a tar file,
 * within limits, and what is in that is met in memory.  Nothing is
 * unpacked to where a name or a link could lead; part of intake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "entry.h"

#include <stdbool.h>

struct archive {
	char *tar;
	size_t size;
};

/*
 * Reads the archive, and lets it be opened; `folder` is for temporary
 * files.  Result: NULL, or why it was not opened, to be shown behind
 * its name; archive->tar is to be freed.
 */
const char *archive_open(const struct entry *entry, const char *folder,
	struct archive *archive);

/*
 * Calls `meet` for each thing in it, in their order, until it says
 * false; the paths begin with that of the archive.  What has a name
 * that leads out of it has an empty path.
 */
void archive_walk(const struct archive *archive, const char *path,
	bool (*meet)(const struct entry *entry, void *context),
	void *context);

#endif
