/*
 * The reply on stdout; see received.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "received.h"

#include "expect.h"
#include "printable.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "Received: ";
enum { PREFIX = sizeof prefix - 1 };

/* The whole line; it lasts as long as the test. */
static char *compose(const void *bytes, size_t length, size_t *total)
{
	char *text = malloc(PREFIX + length + 1);

	if (text == NULL)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"out of memory");
	memcpy(text, prefix, PREFIX);
	memcpy(text + PREFIX, bytes, length);
	text[PREFIX + length] = '\n';
	*total = PREFIX + length + 1;
	return text;
}

/* What it says instead explains more than that it prints nothing. */
static void fail_without_reply(struct program *program)
{
	char text[400];
	size_t length;
	const char *said = program_errors(program, &length);

	printable(text, sizeof text, said, length);
	if (length > 0)
		verdict(VERDICT_FAIL, "the reply on stdout", text,
			"there is no reply on stdout; instead the "
			"program says: \"%s\"",
			text);
}

/* How many bytes of the reply are there, if only its end is missing. */
static size_t whole_so_far(
	const char *output, size_t got, const char *wanted)
{
	size_t printed = got;

	if (printed > 0 && output[printed - 1] == '\n')
		printed--;
	if (printed < PREFIX || memcmp(output, wanted, printed) != 0)
		return SIZE_MAX;
	return printed - PREFIX;
}

static void fail_cut_reply(const char *output, size_t got,
	const char *wanted, size_t length)
{
	char inner[2][1000];
	char expected[1010];
	char actual[1010];
	size_t came = whole_so_far(output, got, wanted);

	if (came >= length)
		return;
	printable(
		inner[0], sizeof inner[0], wanted, PREFIX + length + 1);
	printable(inner[1], sizeof inner[1], output, got);
	snprintf(expected, sizeof expected, "\"%s\"", inner[0]);
	snprintf(actual, sizeof actual, "\"%s\"", inner[1]);
	verdict(VERDICT_FAIL, expected, actual,
		"the reply has %zu bytes; the last %zu of them are not "
		"printed",
		length, length - came);
}

void received_expect(
	struct program *program, const void *bytes, size_t length)
{
	size_t total;
	size_t got;
	char *wanted = compose(bytes, length, &total);

	program_finish(program);
	const char *output = program_output(program, &got);
	if (got == total && memcmp(output, wanted, got) == 0)
		return;
	if (got == 0)
		fail_without_reply(program);
	else if (got < total)
		fail_cut_reply(output, got, wanted, length);
	expect_output(program, wanted, total);
}

void received_expect_somewhere(
	struct program *program, const void *bytes, size_t length)
{
	size_t total;
	size_t got;
	char *wanted = compose(bytes, length, &total);

	expect_exit_0(program);
	const char *output = program_output(program, &got);
	if (memmem(output, got, wanted, total - 1) == NULL)
		expect_output(program, wanted, total);
}
