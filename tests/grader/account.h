/*
 * The account of a submission: what was in it, and what became of that;
 * part of intake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <jansson.h>

/* What a thing is; of OTHER, HEADER and LEFT it has to be told. */
enum fate {
	PROGRAM, /* taken, by its very name, or of another chapter */
	SYSTEM, /* hidden, or made by a system */
	NEAR, /* taken, although it has another name */
	HEADER, /* came with a program */
	OPENED, /* an archive */
	OTHER, /* not asked for */
	LEFT, /* might have been taken, and was not */
};

/* `what` has to stay. */
void account_add(const char *path, enum fate fate, const char *what);

/* Tells what became of something after all, if it was added. */
void account_change(const char *path, enum fate fate, const char *what);

/* Names some of what was not asked for, programs first. */
void account_list_others(char *list, size_t size);

/*
 * As JSON: path, fate and what.  Empty if all that there was are
 * programs under their own names.  What is in the same folder and was
 * not asked for is one line.
 */
json_t *account_tell(void);

#endif
