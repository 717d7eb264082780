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
	{ "WARNING: ThreadSanitizer: ", "ThreadSanitizer found" },
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
	{ "data race",
		"a data race, the same memory used by two threads at "
		"once, of which one writes" },
	{ "lock-order-inversion",
		"two locks that are taken in one order here and in the "
		"other there (lock-order-inversion)" },
	{ "signal-unsafe call inside of a signal",
		"a call that no signal handler may make" },
};

/* Nothing of the program's: gcc 12 does not know all calls, and a
 * kernel may place memory where a runtime does not expect it. */
static const char *const breakdowns[] = { "FATAL: ThreadSanitizer",
	"ThreadSanitizer: CHECK failed", "ERROR: ThreadSanitizer" };

bool sanitizer_broke_down(const char *errors)
{
	size_t count = sizeof breakdowns / sizeof *breakdowns;

	for (size_t i = 0; i < count; i++)
		if (strstr(errors, breakdowns[i]) != NULL)
			return true;
	return false;
}

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

/* A data race is told of with two accesses; blank lines part them. */
static long other_line_of(const char *report, const char *program)
{
	const char *access = strstr(report, "\n  Previous ");
	char text[4096];

	if (access == NULL)
		return 0;
	snprintf(text, sizeof text, "%s", access + 1);
	char *end = strstr(text, "\n\n");
	if (end != NULL)
		*end = '\0';
	return first_line_of(text, program);
}

/* ": see line 7 of x.c", ": see lines 7 and 9 of x.c", or nothing. */
static void point(const char *report, const char *program, char *text,
	size_t size)
{
	long line = first_line_of(report, program);
	long other = other_line_of(report, program);

	text[0] = '\0';
	if (line > 0 && other > 0 && other != line)
		snprintf(text, size, ": see lines %ld and %ld of %s.c",
			line, other, program);
	else if (line > 0)
		snprintf(text, size, ": see line %ld of %s.c", line,
			program);
}

static void describe(const char *what, char *text, size_t size)
{
	size_t length = strcspn(what, "\n");
	const char *number = strstr(what, " (pid=");

	if (number != NULL && (size_t)(number - what) < length)
		length = (size_t)(number - what);

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
	char place[160];
	point(report, program, place, sizeof place);
	describe(start + strlen(mark->text), what, sizeof what);
	snprintf(finding, size, "%s %s%s", mark->says, what, place);
	return true;
}
