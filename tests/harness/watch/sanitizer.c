/*
 * Reading sanitizers' reports; see sanitizer.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "sanitizer.h"

#include "printable.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mark {
	const char *text; /* begins the report's first line */
	const char *says;
};

static const struct mark marks[] = {
	{ "ERROR: AddressSanitizer: ", "AddressSanitizer found" },
	{ "ERROR: LeakSanitizer: ", "LeakSanitizer found" },
	{ "runtime error: ", "UndefinedBehaviorSanitizer found" },
};

struct kind {
	const char *name;
	const char *means;
};

/* In the words of the chapter, for those that beginners meet. */
static const struct kind kinds[] = {
	{ "detected memory leaks", "memory that is never freed" },
	{ "stack-buffer-overflow",
		"an access outside a local array "
		"(stack-buffer-overflow)" },
	{ "heap-buffer-overflow",
		"an access outside allocated memory "
		"(heap-buffer-overflow)" },
	{ "global-buffer-overflow",
		"an access outside a global array "
		"(global-buffer-overflow)" },
	{ "heap-use-after-free",
		"a use of memory that was freed before "
		"(heap-use-after-free)" },
	{ "attempting double-free",
		"memory that is freed twice (double-free)" },
	{ "SEGV", "a pointer that points nowhere (SEGV)" },
};

static const struct mark *find_report(
	const char *errors, const char **start)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		*start = strstr(errors, marks[i].text);
		if (*start != NULL)
			return &marks[i];
	}
	return NULL;
}

/* The line number behind "PROGRAM.c:", or 0. */
static long first_line_of(const char *report, const char *program)
{
	char name[100];

	snprintf(name, sizeof name, "%s.c:", program);
	for (const char *at = strstr(report, name); at != NULL;
		at = strstr(at + 1, name))
		if (isdigit((unsigned char)at[strlen(name)]))
			return strtol(at + strlen(name), NULL, 10);
	return 0;
}

static void describe(const char *what, char *text, size_t size)
{
	size_t length = strcspn(what, "\n");

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncmp(what, kinds[i].name,
			    strlen(kinds[i].name)) == 0) {
			snprintf(text, size, "%s", kinds[i].means);
			return;
		}
	printable_lines(text, size, what, length);
}

bool sanitizer_finding(const char *errors, const char *program,
	char *finding, size_t size)
{
	const char *start;
	char what[300];
	const struct mark *mark = find_report(errors, &start);

	if (mark == NULL)
		return false;
	/* UBSan puts file and line in front of its mark. */
	const char *report = start;
	while (report > errors && report[-1] != '\n')
		report--;
	long line = first_line_of(report, program);
	describe(start + strlen(mark->text), what, sizeof what);
	if (line > 0)
		snprintf(finding, size, "%s %s: see line %ld of %s.c",
			mark->says, what, line, program);
	else
		snprintf(finding, size, "%s %s", mark->says, what);
	return true;
}
