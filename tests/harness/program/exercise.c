/*
 * Running one test of a suite; see exercise.h and verdict.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "exercise.h"

#include "calls.h"
#include "draw.h"
#include "environment.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "network.h"
#include "program.h"
#include "unwritten.h"
#include "verdict.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_test *current;
static jmp_buf leave;
static bool failed;

const struct exercise_test *exercise_current(void)
{
	return current;
}

/* What was judged may be no more than a step that is missing. */
static bool may_be_unwritten(const char *status)
{
	return strcmp(status, VERDICT_FAIL) == 0 ||
		strcmp(status, VERDICT_TIMEOUT) == 0 ||
		strcmp(status, VERDICT_INCONCLUSIVE) == 0;
}

/* The line of what the program says that names the missing step. */
static const char *unwritten_line(
	const char *status, const char *message, size_t *length)
{
	const char *line =
		may_be_unwritten(status) && unwritten_step(message) == 0
		? program_unwritten(current->step)
		: NULL;

	while (line != NULL) {
		const char *end = strchrnul(line, '\n');
		*length = (size_t)(end - line);
		if (memmem(line, *length, UNWRITTEN,
			    sizeof UNWRITTEN - 1) != NULL)
			break;
		line = *end == '\0' ? NULL : end + 1;
	}
	return line;
}

static _Noreturn void leave_test(void)
{
	failed = true;
	longjmp(leave, 1);
}

/* A test that comes to a missing step is open (result.h). */
void verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
{
	char message[2000];
	va_list arguments;
	size_t length;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	const char *line = unwritten_line(status, message, &length);
	if (line != NULL)
		journal_verdict(VERDICT_FAIL, expected, actual,
			"%s; it says: \"%.*s\"", message, (int)length,
			line);
	else
		journal_verdict(
			status, expected, actual, "%s", message);
	leave_test();
}

void verdict_mistake(const char *expected, const char *actual,
	const char *format, ...)
{
	char message[2000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	journal_verdict(VERDICT_FAIL, expected, actual, "%s", message);
	leave_test();
}

static void skip_what_is_refused(void)
{
	if (isolation_level() == ISOLATION_SEALED)
		return;
	if (current->needs & NEEDS_HOSTS)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs an /etc/hosts of its own, which takes "
			"namespaces");
	if (current->needs & (NEEDS_NETWORK | IPV6_LOOPBACK_ONLY))
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs a network of its own, which takes "
			"namespaces");
}

static void enter_network(void)
{
	enum network kind = current->needs & IPV6_LOOPBACK_ONLY
		? NETWORK_IPV6_LOOPBACK_ONLY
		: NETWORK_ORDINARY;

	if (isolation_level() != ISOLATION_SEALED)
		return;
	if (network_enter(kind) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"no network of its own: %s", strerror(errno));
}

static void begin(const struct exercise_test *test)
{
	const char *directory = environment_value(ENVIRONMENT_RUN);
	const char *seed = environment_value(ENVIRONMENT_SEED);

	current = test;
	loop_now_us();
	if (directory[0] == '\0' || seed[0] == '\0' ||
		journal_open(directory, test->id) == -1) {
		fprintf(stderr, "%s: no journal: %s\n", test->id,
			strerror(errno));
		abort();
	}
	draw_begin(strtoull(seed, NULL, 10), test->id);
}

void exercise_run(const struct exercise_test *test, void (*body)(void))
{
	begin(test);
	if (setjmp(leave) == 0) {
		skip_what_is_refused();
		enter_network();
		body();
	}
	program_end_all();
	if (journal_has_verdict())
		calls_tell();
	journal_end();
	cr_assert(!failed, "the verdict is in the journal");
}
