/*
 * What an exercise is made of: its steps, its tests, and the sections
 * of its chapter.  A suite defines them through exercise.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EXERCISE_PARTS_H
#define EXERCISE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

/* What a test cannot do without. */
enum {
	/* A network of its own. */
	NEEDS_NETWORK = 1,
	/* An /etc/hosts of its own. */
	NEEDS_HOSTS = 2,
	/* Not a need: the only IPv6 address of the machine is ::1. */
	IPV6_LOOPBACK_ONLY = 4,
};

struct exercise_test {
	int step;
	const char *id;
	const char *title; /* a sentence about a right program */
	const char *section; /* id of a section of the chapter */
	const char *contract; /* cases of it in the chapter */
	const char *hint;
	int points;
	unsigned needs;
};

struct exercise_step {
	int number;
	const char *title;
};

struct exercise {
	int chapter;
	const char *key; /* of the folders: "01-name-lookup" */
	const char *name; /* of the chapter */
	const char *program; /* "nslookup" */
	const struct exercise_step *steps;
	size_t step_count;
	/* What its program may have at most; 0: 256 of each. */
	unsigned descriptors;
	unsigned processes; /* and threads */
	/* Is there to be a build with the thread sanitizer, for tests
	 * that ask for it (BUILD_THREADS)? */
	bool thread_sanitizer;
	/* And one without a sanitizer (BUILD_PLAIN)? */
	bool plain_build;
};

/* One heading of the chapter; the build makes the table. */
struct section {
	const char *id;
	const char *number;
	const char *title;
	int line; /* of the chapter's text */
};

extern const struct exercise this_exercise;
extern const struct section chapter_sections[];
extern const size_t chapter_section_count;

#endif
