/*
 * What the names in an export of a learning platform say; part of
 * roster.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdbool.h>

enum { MAX_PART = 256 };

/* Of "lovelaceada_LATE_12_345_nslookup.c" and its like. */
struct export_name {
	const char *platform; /* moodle or canvas */
	char name[MAX_PART]; /* of the student */
	char number[MAX_PART]; /* by which the platform knows them */
	char upload[MAX_PART]; /* the number of the file, or empty */
	char file[MAX_PART]; /* empty: it is a folder of files */
	bool late; /* as Canvas says */
	bool typed; /* a text that was typed there */
};

/* Result: whether the name is one of a platform's. */
bool export_parse(struct export_name *parsed, const char *name);

#endif
