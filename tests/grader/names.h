/*
 * What the name of a file says: that of the program, or one that a
 * platform, a browser or Windows has made of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

/*
 * Was the name once FILE (as nslookup.c)?  So are "NSlookup.c",
 * "nslookup-1.c", "nslookup (1).c", "nslookup.c.txt" and
 * "lovelaceada_12_345_nslookup.c".  *number becomes that of the copy, 0
 * if it has none: a higher one is newer.
 */
bool name_is_like(const char *name, const char *file, unsigned *number);

/* What is left without "lovelaceada_LATE_12_345_" or the like. */
const char *name_without_platform(const char *name);

bool name_is_archive(const char *name);

/* A header, with a name that needs no quoting anywhere. */
bool name_is_header(const char *name);

/* Version control and what systems add: no work of a student. */
bool name_is_of_the_system(const char *name);

/* The last part of a path. */
const char *name_of(const char *path);

#endif
